"""What a form with several buttons says, whichever it is of."""

#: Enter in a field was pressed, which is none of the buttons.
CHOOSE = "Choose one of the buttons: nothing says which of them is meant."

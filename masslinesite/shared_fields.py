"""Forms whose fields nobody changes after they were declared, so that they need not be copied each time."""

from django import forms


class SharedFields(dict[str, forms.Field]):
    """What Django copies with all that hangs on it, choices and validators, for each form that is made."""

    def __deepcopy__(self, memo: dict[int, object]) -> "SharedFields":
        return self


def shares_fields(form: type[forms.Form]) -> type[forms.Form]:
    """All forms of this class have the fields as they were declared; for those of which nobody changes one.
    Subclasses have copies as ever."""
    form.base_fields = SharedFields(form.base_fields)
    return form

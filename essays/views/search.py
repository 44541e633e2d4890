from django.http import HttpRequest, HttpResponse
from masslinesite.public_pages import public_page
@public_page
def search(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")

"""Security headers: the constants, for Django's responses and for those that the server makes itself.

Every response carries all of them, error pages and static files included. What Django's own
SecurityMiddleware sets (nosniff, referrer policy, opener policy, HSTS) is configured in the settings.
"""

from csp.constants import NONE, SELF

#: Everything is refused but what the pages use, all of it from this site; no inline style or
#: script anywhere, so neither a nonce nor 'unsafe-inline' is needed and pages stay cacheable.
POLICY = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF],
    "font-src": [SELF],
    "connect-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
}

#: Browser features that no page uses; an empty list refuses them to the page and to any frame. Passkeys
#: (publickey-credentials-*) are used, and by default open to this site's own pages alone.
UNUSED_FEATURES = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "hid",
    "identity-credentials-get",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
)

#: Headers that no library sets for us.
OWN = {
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in UNUSED_FEATURES),
}

#: For answers made below Django (a request that is no HTTP): plain text that loads nothing.
BELOW_DJANGO = OWN | {
    "Content-Security-Policy": (
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
}

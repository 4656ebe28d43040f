"""URLs of the public log."""

from django.urls import URLPattern, path

from qianshan.places.integrity import files, pages

app_name = "integrity"
urlpatterns: list[URLPattern] = [
    path("integrity/", pages.index, name="index"),
    path("log/verify/", pages.verify, name="verify"),
    path("log/verify/qianshan-verify.html", pages.offline, name="offline"),
]
plain: tuple[list[URLPattern], str] = (
    [
        path("log/checkpoint", files.checkpoint, name="checkpoint"),
        path("log/vkey", files.vkey, name="vkey"),
        path("log/witnesses", files.witnesses, name="witnesses"),
        path("log/verify.py", files.verify_py, name="verify_py"),
        path("log/tile/<path:path>", files.tile, name="tile"),
        path("integrity/integrity.json", pages.as_json, name="json"),
    ],
    "log",
)

"""URLs of the officer's pages, below /desk/<authority>/."""

from django.urls import path

from qianshan.places.casework.desk import case, deciding, files, queue

app_name = "desk"
urlpatterns = [
    path("", queue.queue_page, name="queue"),
    path("queue.csv", queue.queue_csv, name="queue_csv"),
    path("cases/<str:code>/", case.case_page, name="case"),
    path("cases/<str:code>/take/", case.take, name="take"),
    path("cases/<str:code>/release/", case.release, name="release"),
    path("cases/<str:code>/files/<int:number>/<str:slot>/", files.document, name="file"),
    path("cases/<str:code>/files/<int:number>/<str:slot>/preview/", files.document_preview, name="preview"),
    path("cases/<str:code>/<str:verb>/", deciding.decide_page, name="decide"),
]

"""Public addresses of spending."""

from django.urls import path

from qianshan.spending.public import answering, pages

app_name = "spending"
urlpatterns = [
    path("payments/<slug:code>/", pages.payment, name="payment"),
    path("payments/<slug:code>/papers/<int:paper_id>/", pages.paper, name="paper"),
    path("confirm/<slug:code>/", answering.confirm, name="confirm"),
    path("aid/", answering.mine, name="mine"),
    path("aid/<slug:code>/", answering.by_phone, name="by_phone"),
]

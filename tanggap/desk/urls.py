from django.urls import URLPattern, URLResolver, path

from tanggap.desk import account, acts, counter, inbox, login, overview, page, photos

app_name = "desk"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", inbox.inbox, name="inbox"),
    path("hitungan", inbox.counts, name="counts"),
    path("masuk", login.Login.as_view(), name="login"),
    path("keluar", login.leave, name="logout"),
    path("akun", account.account, name="account"),
    path("akun/bahasa", account.language, name="language"),
    path("ringkasan", overview.overview, name="overview"),
    path("lapor", counter.enter, name="enter"),
    path("lapor/patokan", counter.landmarks, name="landmarks"),
    path("unggah", photos.upload, name="upload"),
    path("foto/<uuid:photo_id>/<slug:size>.webp", photos.photo, name="photo"),
    path("dokumen/<uuid:photo_id>", photos.document, name="document"),
    path("kasus/<int:case_id>", page.case, name="case"),
    path("kasus/<int:case_id>/kontak/<int:report_id>", acts.reveal, name="reveal"),
    path("kasus/<int:case_id>/<slug:verb>", acts.move, name="move"),
]

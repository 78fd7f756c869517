from django.urls import URLPattern, URLResolver, path

from tanggap.public import asks, browse, follow, front, moves, photos, receipt, report, track

app_name = "public"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", front.front, name="front"),
    path("tentang", front.about, name="about"),
    path("bahasa", front.language, name="language"),
    path("robots.txt", front.robots, name="robots"),
    path("manifest.webmanifest", front.manifest, name="manifest"),
    path("pekerja.js", front.worker, name="worker"),
    path("favicon.ico", front.favicon, name="favicon"),
    path("lapor", report.report, name="report"),
    path("lapor/mirip", report.similar, name="similar"),
    path("lapor/foto", asks.photo, name="upload"),
    path("lapor/saran", asks.suggestions, name="suggest"),
    path("lapor/jenis/<slug:code>", asks.category, name="category"),
    path("lapor/tempat", asks.where, name="where"),
    path("lapor/patokan", asks.landmarks, name="landmarks"),
    path("lapor/terkirim/<str:number>", receipt.receipt, name="receipt"),
    path("lapor/kode/<str:number>.svg", receipt.code, name="code"),
    path("lacak", track.find, name="find"),
    path("lacak/<str:number>", track.track, name="track"),
    path("lacak/<str:number>/isi", track.body, name="track_body"),
    path("lacak/<str:number>/ikuti", follow.follow, name="follow"),
    path("lacak/<str:number>/berhenti", follow.stop, name="stop"),
    path("lacak/<str:number>/<slug:word>", moves.move, name="move"),
    path("kasus", browse.case_list, name="cases"),
    path("peta", browse.case_map, name="map"),
    path("peta/titik.json", browse.points, name="points"),
    path("peta/garis/<slug:level>.json", browse.outlines, name="outlines"),
    path("foto/<uuid:photo_id>/<slug:size>.webp", photos.photo, name="photo"),
]

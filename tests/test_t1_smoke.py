from tests.visitor import Visitor
from tests.conftest import command
from elearning.people.models import User
from sqlalchemy import select, func
from elearning.database import db
def test_a(app, visitor):
    visitor.get("/signin")
    for i in range(6):
        r=visitor.post("/signin", email="nobody@example.se")
        print(r.status_code, r.headers.get("Retry-After"))
def test_b(database, make):
    p=make.user()
    v=Visitor(database)
    v.signin(p)
    v.get("/me")
    for u in ["/leaderboard/%00","/certificates/%00","/modules/%00/", "/modules/", "/modules/samtal/kunskapen", "/me", "/me/data.json","/"]:
        a=v.get(u); print(u, a.status_code)
    print(v.post("/me/notes/a%00/b", text="x").status_code)
    print(v.post("/me/notes/a/b", text="x\0y").status_code)
    print(v.post("/me/notes/a/"+"b"*200, text="x").status_code)
    print(v.post("/signin/demo", email="x\0y").status_code)
def test_c(database):
    r=command(database,"demo","load"); print(r.output[-300:], r.exception)
    print(db.session.scalar(select(func.count()).select_from(User)))
    r=command(database,"people","add", "a@example.se", "A", "--organisation", "sater"); print(r.output, r.exception)
    r=command(database,"campaigns","verify", "dalarna-2018"); print(r.output, r.exception)
    r=command(database,"campaigns","verify", "bemotandelyftet"); print(r.output, r.exception)

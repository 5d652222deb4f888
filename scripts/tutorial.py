"""Prepares the tables of docs/tutorial.md: `python3 scripts/tutorial.py DATA`, in the folder where the projects will lie.

DATA holds `acs_income_predictions_20k/predictions.csv`, `label_errors_20news/predictions.csv` and
`label_errors_20news/mturk_review.csv` (docs/tutorial.md says where they come from). Written are income.json and news.json (the
classes by name), people.csv (what is known of each person, without any answer) and posts.csv (what the five readers said of a
post, as the text of the item).
"""

import csv
import json
import sys
from pathlib import Path

GROUPS = """alt.atheism comp.graphics comp.os.ms-windows.misc comp.sys.ibm.pc.hardware comp.sys.mac.hardware comp.windows.x
misc.forsale rec.autos rec.motorcycles rec.sport.baseball rec.sport.hockey sci.crypt sci.electronics sci.med sci.space
soc.religion.christian talk.politics.guns talk.politics.mideast talk.politics.misc talk.religion.misc""".split()
ANSWERS = ("label", "pred", "pred_b")


def table(path):
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def write(path, columns, rows):
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def scheme(path, question, names):
    classes = [{"key": str(key), "name": name} for key, name in enumerate(names)]
    Path(path).write_text(json.dumps({"question": question, "classes": classes}), encoding="utf-8")


def said(row):
    given, guessed = GROUPS[int(row["given"])], GROUPS[int(row["guessed"])]
    return (
        f"Of five readers {row['n_given']} said {given}, {row['n_guessed']} said {guessed}, "
        f"{row['n_both']} both, {row['n_neither']} neither."
    )


def main(data):
    people = table(data / "acs_income_predictions_20k" / "predictions.csv")
    write("people.csv", [name for name in people[0] if name not in ANSWERS], people)
    scheme("income.json", "Does this person earn more than 50,000 dollars a year?", ["up to 50k", "over 50k"])
    posts = table(data / "label_errors_20news" / "predictions.csv")
    readers = {row["item"]: said(row) for row in table(data / "label_errors_20news" / "mturk_review.csv")}
    write("posts.csv", ["item", "text"], [{"item": row["item"], "text": readers.get(row["item"], "")} for row in posts])
    scheme("news.json", "Which newsgroup was this posted to?", GROUPS)


main(Path(sys.argv[1]))

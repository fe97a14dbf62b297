"""What Groundswell keeps in Elasticsearch, as tables: all of it, times in UTC, numbers as numbers.

Counts are taken once more from the posts themselves, after the definitions in schemas/topics/measure.avsc, so that a
number can be contradicted.
"""

import json
import math
import os
import urllib.error
import urllib.parse
import urllib.request

import matplotlib.dates as dates
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from IPython.display import display

PAGE = 1000
COPIES = pd.Timedelta(hours=24)

# Okabe and Ito's colours, which are told apart with any kind of colour vision.
BLUE, SKY, GREEN, ORANGE, VERMILION, PURPLE, GREY = (
    "#0072B2", "#56B4E9", "#009E73", "#E69F00", "#D55E00", "#CC79A7", "#8A8A8A")

plt.rcParams.update({
    "figure.figsize": (10, 4), "figure.dpi": 100, "axes.spines.top": False, "axes.spines.right": False,
    "axes.grid": True, "grid.color": "#E6E6E6", "axes.axisbelow": True, "legend.frameon": False,
    "legend.facecolor": "white", "axes.titlelocation": "left", "axes.titlepad": 10, "savefig.bbox": "tight",
    # Posts are shown as they stand: a price in dollars is no formula.
    "text.parse_math": False})
pd.set_option("display.max_colwidth", None)
pd.set_option("display.html.use_mathjax", False)


class Trouble(Exception):
    """Something a person can mend, in a sentence."""


# --- from Elasticsearch ---


def ask(address, method, path, body=None):
    """What Elasticsearch answers. The environment's ELASTICSEARCH_API_KEY goes along where there is one."""
    if not address.startswith(("http://", "https://")):
        raise Trouble(f"The address of Elasticsearch is {address!r}, but must begin with http:// or https://.")
    headers = {"Content-Type": "application/json"}
    if os.environ.get("ELASTICSEARCH_API_KEY"):
        headers["Authorization"] = "ApiKey " + os.environ["ELASTICSEARCH_API_KEY"]
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(address.rstrip("/") + path, data, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as refused:
        why = refused.read(2000).decode(errors="replace")
        raise Trouble(f"Elasticsearch answered {refused.code} to {method} {path}: {why}") from None
    except OSError as silent:
        raise Trouble(f"No Elasticsearch answers at {address} ({silent}). Is the stack up, and the address right?") from None


def documents(address, index, *conditions):
    """Every document that meets all conditions, however many there are, as of one moment."""
    moment = ask(address, "POST", f"/{urllib.parse.quote(index)}/_pit?keep_alive=2m")["id"]
    search = {"size": PAGE, "query": {"bool": {"filter": list(conditions)}}, "sort": ["_shard_doc"],
              "track_total_hits": True}
    found = []
    try:
        while True:
            answer = ask(address, "POST", "/_search", {**search, "pit": {"id": moment, "keep_alive": "2m"}})
            moment, hits = answer["pit_id"], answer["hits"]["hits"]
            if not hits:
                break
            found += [hit["_source"] for hit in hits]
            search["search_after"] = hits[-1]["sort"]
    finally:
        ask(address, "DELETE", "/_pit", {"id": moment})
    total = answer["hits"]["total"]["value"]
    if len(found) != total:
        raise Trouble(f"{index} holds {total} such documents, but {len(found)} came.")
    return found


def table(address, index, *conditions):
    """Documents as rows, with a column for each field of the mapping; what is a list of objects stays one."""
    frame = pd.json_normalize(documents(address, index, *conditions))
    mappings = ask(address, "GET", f"/{urllib.parse.quote(index)}/_mapping")
    for field, kind in _fields(next(iter(mappings.values()))["mappings"]):
        if field not in frame:
            if "." in field and field.rsplit(".", 1)[0] in frame:
                continue
            frame[field] = None
        if kind == "date":
            frame[field] = pd.to_datetime(frame[field], utc=True)
        elif kind in ("long", "integer"):
            frame[field] = pd.to_numeric(frame[field]).astype("Int64")
        elif kind == "double":
            frame[field] = pd.to_numeric(frame[field]).astype("float64")
        elif kind == "boolean":
            frame[field] = frame[field].astype("boolean")
        else:
            frame[field] = frame[field].astype(object).where(frame[field].notna(), None)
    return frame


def _fields(mapping, path=""):
    for name, field in mapping.get("properties", {}).items():
        if "properties" in field:
            yield from _fields(field, path + name + ".")
        else:
            yield path + name, field.get("type")


def one(**fields):
    """The condition that fields have these values."""
    return {"bool": {"filter": [{"term": {field: value}} for field, value in fields.items()]}}


def between(field, start, end):
    """The condition that a time is from start, inclusive, to end, exclusive."""
    return {"range": {field: {"gte": pd.Timestamp(start).isoformat(), "lt": pd.Timestamp(end).isoformat()}}}


def span(address, brand, start=None, end=None):
    """From when to when, in whole hours of UTC; what is left out begins and ends with the days that were measured."""
    if start is None or end is None:
        days = table(address, "groundswell-measures", one(brand=brand, platform="all", size="DAY"))
        if days.empty:
            raise Trouble(f"Nothing was ever measured of a brand {brand!r}. Which there are: groundswell brands list.")
        start = days["windowStart"].min() if start is None else start
        end = days["windowEnd"].max() if end is None else end
    start, end = (pd.Timestamp(moment) for moment in (start, end))
    start, end = (moment.tz_localize("UTC") if moment.tzinfo is None else moment.tz_convert("UTC")
                  for moment in (start, end))
    return start.floor("h"), end.ceil("h")


def measures(address, brand, start, end, size="HOUR", platform="all"):
    """What was measured in the windows that begin in that time, by their beginning."""
    found = table(address, "groundswell-measures", one(brand=brand, platform=platform, size=size),
                  between("windowStart", start, end))
    return found.set_index("windowStart").sort_index()


def mentions(address, brand, start, end):
    """Posts about the brand made in that time, as they are now, with how they count for it.

    own: whether the brand wrote it itself. feeling: towards the brand, else on the whole. voice: people, amplified,
    automated. bot: whether the platform calls its account automated. followers: of the author, as last told.
    """
    start, end = pd.Timestamp(start), pd.Timestamp(end)
    found = table(address, "groundswell-mentions", one(brands=brand), between("createdAt", start - COPIES, end))
    if found.empty:
        raise Trouble(f"There are no posts about {brand!r} from {start:%Y-%m-%d %H:%M} to {end:%Y-%m-%d %H:%M} UTC.")
    found = found.sort_values(["createdAt", "id"], ignore_index=True)
    found["own"] = found["ownedBy"].eq(brand)
    found["bot"] = found["author.automated"].fillna(False).astype(bool)
    found["feeling"] = [_feeling(brand, *row) for row in zip(found["towards"], found["sentiment"])]
    found["followers"] = found["author.followers"]
    found["voice"] = voices(found)
    return found[found["createdAt"].ge(start)].reset_index(drop=True)


def _feeling(brand, towards, sentiment):
    for each in towards if isinstance(towards, list) else []:
        if each["brand"] == brand:
            return each["sentiment"]
    return sentiment if isinstance(sentiment, str) else None


def voices(posts):
    """Whose voice each post is, of posts in the order in which they were made.

    A repost is amplified, and so is a text long enough to have a sketch that somebody said in the 24 hours before.
    """
    last, voice = {}, []
    for post in posts[["own", "kind", "bot", "textHash", "sketch", "createdAt"]].itertuples(index=False):
        own, kind, bot, text, sketch, at = post
        if bot:
            voice.append("automated")
        elif kind == "REPOST":
            voice.append("amplified")
        elif own or not isinstance(sketch, list) or not sketch:
            voice.append("people")
        else:
            voice.append("amplified" if text in last and at - last[text] <= COPIES else "people")
            last[text] = at
    return voice


# --- counted once more ---


def sums(posts):
    """Counts of posts, under the names they have in a measure."""
    others = posts[~posts["own"]]
    kinds, feelings, voice = others["kind"], others["feeling"], others["voice"]
    negative = feelings.eq("NEGATIVE")
    return {
        "mentions": len(others),
        "posts": int((~kinds.isin(["REPLY", "QUOTE", "REPOST"])).sum()),
        "replies": int(kinds.eq("REPLY").sum()),
        "quotes": int(kinds.eq("QUOTE").sum()),
        "reposts": int(kinds.eq("REPOST").sum()),
        "owned": int(posts["own"].sum()),
        "authors": others["author.id"].nunique(),
        "negative": int(negative.sum()),
        "neutral": int(feelings.eq("NEUTRAL").sum()),
        "positive": int(feelings.eq("POSITIVE").sum()),
        "unjudged": int(feelings.isna().sum()),
        "people": int(voice.eq("people").sum()),
        "amplified": int(voice.eq("amplified").sum()),
        "automated": int(voice.eq("automated").sum()),
        "peopleNegative": int((negative & voice.eq("people")).sum()),
        "reviews": int(others["rating.value"].notna().sum()),
    }


def recount(posts, windows):
    """Counts of posts in each of the windows of measures, which must hold them all."""
    place = np.searchsorted(windows.index, posts["createdAt"], side="right") - 1
    ends = windows["windowEnd"].iloc[place.clip(0)].array if len(windows) else []
    lost = posts[(place < 0) | (posts["createdAt"].array >= ends)] if len(windows) else posts
    if len(lost):
        raise AssertionError(f"{len(lost)} posts lie in no window that was measured, such as {lost['id'].iloc[0]} of "
                             f"{lost['createdAt'].iloc[0]:%Y-%m-%d %H:%M} UTC.")
    counted = {start: sums(posts[place == i]) for i, start in enumerate(windows.index)}
    return pd.DataFrame.from_dict(counted, orient="index").rename_axis("windowStart")


def agree(what, documented, counted, within=0.0):
    """Fails with a sentence unless both have the same names with the same numbers; a number that is missing is one too.

    documented, counted: numbers by name, or tables of them. within: how far two may be apart.
    """
    told, came = _flat(documented), _flat(counted)
    wrong = [f"{name} is {_plain(told.get(name))} in the documents, but comes to {_plain(came.get(name))}"
             for name in sorted(told.keys() | came.keys()) if not _same(told.get(name), came.get(name), within)]
    if wrong:
        more = f"; and {len(wrong) - 3} more" if len(wrong) > 3 else ""
        raise AssertionError(f"{what}: {'; '.join(wrong[:3])}{more}.")
    if not told:
        raise AssertionError(f"{what}: there is nothing to compare.")
    print(f"{what}: {len(told)} numbers agree." if len(told) > 1 else f"{what}: the number agrees.")


def say(numbers):
    """Keeps numbers in the executed notebook, so that a test can hold them against exports, brief and dashboards."""
    kept = {name: float(number) for name, number in numbers.items() if not _missing(number)}
    display({"application/vnd.groundswell.numbers+json": kept, "text/plain": f"{len(kept)} numbers kept."}, raw=True)


def _flat(numbers):
    if isinstance(numbers, pd.DataFrame):
        return {f"{_plain(row)} {column}": value for column in numbers for row, value in numbers[column].items()}
    return {_plain(name): value for name, value in dict(numbers).items()}


def _plain(value):
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, tuple):
        return " ".join(str(_plain(each)) for each in value)
    return value


def _same(told, came, within):
    if _missing(told) or _missing(came):
        return _missing(told) and _missing(came)
    if isinstance(told, str) or isinstance(came, str):
        return told == came
    return abs(float(told) - float(came)) <= within


def _missing(value):
    return value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value))


# --- for people to look at ---


def by_hour(axes):
    """Hours and days of UTC along the bottom."""
    axes.xaxis.set_major_formatter(dates.DateFormatter("%H:%M\n%d %b", tz="UTC"))


def by_day(axes):
    """Days of UTC along the bottom."""
    axes.xaxis.set_major_formatter(dates.DateFormatter("%d %b", tz="UTC"))
    axes.tick_params(axis="x", rotation=45)


def stacked(axes, voices_by_hour):
    """A bar an hour, of one part for each voice."""
    below = 0
    for voice, colour in (("people", BLUE), ("amplified", SKY), ("automated", GREY)):
        if voice in voices_by_hour:
            axes.bar(voices_by_hour.index, voices_by_hour[voice], width=1 / 28, bottom=below, align="edge", color=colour,
                     label=voice)
            below = below + voices_by_hour[voice]
    axes.set_ylim(0, below.max() * 1.08)
    by_hour(axes)


def text(words, most=110):
    """Somebody's words on one line, for a table: they are data, whatever they look like."""
    line = " ".join(str(words).split())
    return line if len(line) <= most else line[: most - 1] + "…"

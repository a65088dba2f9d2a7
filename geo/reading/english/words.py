"""The English words that the grammar knows, by role."""

ROLES = """
fly: flew; flown; fly; flies; flying; traveled; travelled; travel; travels; traveling; travelling;
    covered; covering; covers; cover; went; gone; sailed; sending
over: overflew; overfly; overflown; overflying; crossed; crossing; over
fall: landed; landing; lands; fell; fall; falls; fallen; falling; splashed down; splashed;
    splashing; splash down; splashing down; crashed; crashing; crash; came down; come down;
    coming down; comes down; plunged; plunging; impacted; impacting; dropped; dropping; ended up;
    hit; hitting; struck; splashdown; splashes down; land in; land inside; land outside;
    land within; land beyond; stopped short; land within; to land; would land; will land;
    may land; might land; could land; landing point; point of fall; point of impact; impact point;
    impact area; impact site
alt: highest point; apogees; altitude; altitudes; height; heights; apogee; ceiling
rise: soared; soaring; climbed; climbing; rose; rising; ascended; peaked; peaking; topped out;
    topping out
reach: reached; reaching; reach; reaches; entered; entering; attained; attaining
distance: distance; distances; flight range; flight distance; flight distances; flight ranges;
    flying distance; distance flown; flight of; flights of; downrange; down range
range: range; ranges
kind: short range; medium range; intermediate range; long range; mid range; close range;
    longer range; shorter range; longest range; firing range; test range; multiple rocket;
    medium- and long-range; intermediate- and long-range; out of range
able: capable; capability; capacity; can; could; would; able to; designed to; designed for;
    potentially; potential;
    theoretically; in theory; enough to; sufficient; hypothetically; estimated range;
    maximum range; design range; intended; cannot; might be able; might have gone;
    might have flown; might have reached; might have traveled; might have travelled; perhaps;
    implied; implying; reported range; has a range; have a range; with a range;
    a range of between; within range; in range; striking range; puts; within striking
if: if; assuming; should the rocket; should the missile; should the North; should Pyongyang;
    should it; depending on; were it; had it been
hist: last month; last year; last week; earlier this year; earlier this month; earlier this week;
    previous; previously; ago; prior; earlier launch; earlier test; earlier missile; back in;
    last fired; last launched; last tested; last test; last launch; last missile; last ICBM;
    last SLBM; last such; last known; last intercontinental; last ballistic; last long range;
    the last time; at that time; at the time; in the past; earlier tests; earlier launches;
    years earlier; weeks earlier; days earlier; months earlier; week earlier; month earlier;
    a previous; record of; earlier ones; those missiles; those rockets; that missile;
    not long ago; record flight; until then; said of those; of those launches; on that day;
    the month before; the year before; the week before
since: since; days after; weeks after; months after; a day after; a week after; a month after;
    year after; hours after the; day after; came after; comes after; follows; followed its;
    followed a; followed the; followed North; follow the; follow a; follow its; following a;
    following its; following North;
    similar to the one; similar to those; similar to that
neg: unlikely; denied; denies; denying; not; no; nothing; never; none; neither; nor; without;
    didn't; doesn't; wasn't; weren't; hadn't; couldn't; hasn't; don't; isn't
eez: exclusive economic zone; exclusive economic zones; economic exclusion zone;
    exclusive economic waters; the zone; EEZ; EEZs; economic zone; exclusive zone;
    economic exclusive zone
inside: inside; inside of; within; in; into
outside: outside; outside of; beyond; short of; just outside; just short of; clear of;
    well clear of
notreach: did not reach; before reaching; before it reached; before they reached;
    without reaching; not reach; did not enter; not enter; didn't reach; without entering;
    not reached; did not breach; not breach; didn't breach; without breaching; failed to reach;
    fails to reach; failed to enter; never reached; never entered; not have reached;
    not have entered; not to have reached; not to have entered; not fly into; not flown into;
    not come near; not come close to
est: estimated; believed; presumed; appears; appeared; appear; thought; likely; assessed; seems;
    seemed; seem; apparently; assesses; assess; suspected; assumed; estimates
maybe: may; might; possibly; may have; might have; possible; could have; could
future: will; expected; predicted; forecast; in flight; still in the air; projected; is flying;
    set to
unknown: whether; unclear if; not known if; uncertain if
near: near; close to; off; around
said: said; says; say; told; announced; according; reported; reports; reporting; stated; stating;
    added; adding; confirmed; claims; claimed; claiming; quoted; citing; cited; quoting;
    reportedly; wrote; writes; informed; informs
launch: fired; fires; fire; launched; launches; launch; launching; firing; test fired; test fires;
    test fire; test launched; test launch; lobbed; shot; shoots; unleashed; conducted; tested;
    blasted off; lifted off; liftoff; lift off; test firing; test-launches; firings; came from;
    test flight; launch site; test; tests; flew out of; took off; arced out of; streaked out of;
    roared out of; taking off; takes off; rocket left; missile left; they left; it left;
    both left; rockets left; missiles left; projectiles left;
    missiles leave; missile leaves; rockets leave; rocket leaves
occur: happened; took place; taken place; takes place; occurred
detect: detected; tracked; followed the missile; followed it; followed the projectile; detects;
    detecting; spotted; identified; identifies; observed; monitored; picked up; registered;
    tracking
missile: missile; missiles; projectile; projectiles; rocket; rockets; ICBM; ICBMs; SRBM; SRBMs;
    IRBM; IRBMs; MRBM; MRBMs; SLBM; SLBMs; weapon; weapons; rounds; shells; missile launch;
    missile launches; missile test
launcher: rocket launcher; rocket launchers; rocket system; rocket launch system; launcher;
    launchers; missile defense; missile defence; missile warning; missile tests;
    rocket engine; rocket engines; rocket motor; rocket motors
each: each; both; all three; all four; all of them; both missiles; all
respectively: respectively
ordinal1: first; the former; 1st
ordinal2: second; the latter; 2nd
ordinal3: third; 3rd
ordinal4: fourth
ordinal5: fifth
ordinal6: sixth
ordinal7: seventh
ordinal8: eighth
ordinal9: ninth
plain: message went out; alert went out; alerts went out; warning went out; take cover; took cover;
    taking cover; 1st LD; 2nd LD; 3rd LD; North America; North American;
    North Atlantic; North Carolina; North Dakota; Up North; first time; first launch; first since;
    first ballistic; first test; for the first; first such; first ever; first of its kind;
    second launch; second test; second time; third time; third launch; third test; fourth launch;
    fifth launch; second stage; first stage; third stage; second such; third such;
    first missile test; second missile test; nuclear test; nuclear tests; fourth nuclear test;
    third nuclear test; engine test; rocket engine test; ground jet test; ground test; static test;
    engine tested; such test; static fire test; ground ejection test; test site; missile tests;
    second peak; second in; one after the other; one after another; first half; the firing range;
    a second peak; first in; first successful; over a period; over the period; over a span;
    over the span; over the course; over a course; second in as many; fourth test; fifth test;
    fourth time; fifth time; first round; second round; third round; fourth round; fifth round;
    second straight; third straight; second consecutive; third consecutive; third such; fourth such;
    fifth such; third in; fourth in; fifth in; sixth in; seventh in; sixth test; seventh test;
    sixth time; seventh time; sixth launch; seventh launch; eighth launch; ninth launch; sixth such;
    seventh such; sixth round; seventh round; sixth straight; sixth nuclear test;
    fifth nuclear test; eighth time; ninth time; second day; third day; second weapons;
    third weapons; fourth weapons; second month; first peak; second this; first this; third this;
    one of the; one-minute; fly-by; in total; no longer; no damage; no injuries; no casualties;
    no danger; no threat; more than; no more than; not more than; no less than; not less than;
    not only; no change
rest: the other; the other one; other one; the remaining; the rest; another; two more; three more;
    one more; two other; another two
craft: warplane; warplanes; aircraft; plane; planes; jet; jets; fighter; fighters; bomber;
    bombers; drone; drones; balloon; balloons; spy plane; helicopter; helicopters;
    submarine Kentucky
sub: submarine; submarines; underwater; under water
ship: from a ship; from a warship; from a destroyer; from a vessel; warship
from: from
to: toward; towards; to; toward the; towards the; to the
at: at; near; off; in the vicinity of; around; from near
of: of
initial: initially; said before;
    thought before; first thought; at first; earlier said;
    earlier announced; originally; first said; had earlier; earlier reported; earlier estimated;
    earlier predicted; earlier predict; earlier version; previous version; initial account;
    initial report; initial estimate; earlier assessment; earlier estimate; initial figure;
    initial assessment; first estimate
corrected: corrected; now thought; now estimated; now believed; revised; now believe;
    follow up analysis; later corrected; later revised; updated; correction; now believes;
    reversed
several: several; multiple; many; a number of; a salvo of; a barrage of; numerous; a series of;
    a volley of; various
pair: a pair of; a couple of; pair of
dozen: a dozen
single: single; a single; a lone
article: a; an
size: caliber; calibre; diameter; warhead; wide; width; extends; extend; extending; stretches;
    long; weighing; payload; distance between; distance from; debris; balloon; radius; limit;
    territorial; DMZ; artillery; howitzer; zone which extends; maneuver; manoeuvre; maneuvering;
    corkscrew; glide jump; thick
fail: failed; exploded; blew up; blown up; vanished; disappeared from radar; broke apart;
    broke up; a failure; unsuccessful
passed: passed over; passing over; pass over; passes over
lofted: lofted; steep angle; high angle
today_again: this time; the latest; the new launch; today 's
which: which; that; who; when; where; while; but; and that; as
deg: degrees; degree
"""
_POINTS = {
    "north": 0, "northeast": 45, "east": 90, "southeast": 135, "south": 180, "southwest": 225,
    "west": 270, "northwest": 315,
}  # fmt: skip
_FINE = {
    "north north east": 22.5, "east north east": 67.5, "east south east": 112.5,
    "south south east": 157.5, "south south west": 202.5, "west south west": 247.5,
    "west north west": 292.5, "north north west": 337.5, "north east": 45, "south east": 135,
    "south west": 225, "north west": 315, "north northeast": 22.5, "east northeast": 67.5,
    "east southeast": 112.5, "south southeast": 157.5, "south southwest": 202.5,
    "west southwest": 247.5, "west northwest": 292.5, "north northwest": 337.5,
}  # fmt: skip
# How a compass word ends says how it is used: "eastward", "easterly", "eastern".
ENDINGS = {"": "bare", "ward": "ward", "wards": "ward", "erly": "adjective", "ern": "adjective"}


def compass() -> list[tuple[str, str, tuple[float, str]]]:
    """Each compass word with the role ``compass``, its degrees and its use."""
    found = []
    for stem, deg in (_POINTS | _FINE).items():
        for ending, use in ENDINGS.items():
            found.append((stem + ending, "compass", (float(deg), use)))
    return found

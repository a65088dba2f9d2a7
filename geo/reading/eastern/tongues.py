"""What differs between Japanese and Korean: the particles around quantities and places."""

import re
from dataclasses import dataclass
from functools import cache

from geo.reading import agencies, names
from geo.reading.eastern import words
from geo.reading.lexicon import Lexicon, entries

# That something was not seen, or was not.
_UNSEEN_JA = (
    r"(?:確認を?(?:され|でき|し)(?:ず|な[いか]|ません|て(?:は)?(?:い|お)(?:な[いか]|ら|ません|りません))"
    r"|見られ(?:ず|な[いか]|ません|て(?:い|お)(?:な[いか]|ら|ません))|未確認)"
)
_NONE_JA = r"(?:な(?:し|い|く|かった)(?!か)|ありません|ゼロ)"
_UNSEEN_KO = (
    r"(?:확인(?:되|하)지(?:는)? ?(?:않|못)|확인된 (?:바|것)[이은는]? ?없|확인 ?(?:안 ?[돼되]|못)"
    r"|포착되지 ?않|관측되지 ?않)"
)
_NONE_KO = r"(?:없(?![을애])|아니(?!라)|아닌 것)"


@dataclass(frozen=True)
class Tongue:
    """The particles of one language.

    Attributes:
        after_noun: between a noun and its quantity: "最高高度は|約50km".
        before_verb: between a quantity and its verb: "約700km|を|飛翔".
        listed: between quantities side by side.
        able, denied: after a verb that says what could be, or was not.
        only: after a quantity, turns a denied verb round: "120km|밖에".
        after_name: between a place and what follows its "from", with that word.
        unknown_place: an unknown place after a known one.
        near_join: between a compass word and a distance.
        from_place: between a landmark and a distance or compass word.
        from_word: what in it means "from".
        away: after a distance from a landmark.
        towards: after a sea that was only aimed at.
        fell_in: after an EEZ that was fallen into without "inside".
        unseen: after an EEZ to which nothing was seen to fly.
        short_of: after an EEZ that was not reached.
        unsure, not_fallen, no_fall: after a fall that is asked about, denied, ruled out.
        not_seen, unlikely: after a fall of which nothing is known; that hardly was.
        is_it: after a side of an EEZ that is all that is said of the fall.
        is_not: after a side of an EEZ that it did not fall on.
        future, maybe: in what follows an EEZ: in flight; perhaps.
        not_passed: after a flight over that did not happen.
        heading: after a compass word alone that is a heading.
        area, area_first: the words that say where something fell.
    """

    after_noun: re.Pattern[str]
    before_verb: re.Pattern[str]
    listed: re.Pattern[str]
    able: re.Pattern[str]
    denied: re.Pattern[str]
    only: str
    after_name: re.Pattern[str]
    unknown_place: re.Pattern[str]
    near_join: re.Pattern[str]
    from_place: re.Pattern[str]
    from_word: re.Pattern[str]
    away: re.Pattern[str]
    towards: re.Pattern[str]
    fell_in: re.Pattern[str]
    unseen: re.Pattern[str]
    short_of: re.Pattern[str]
    unsure: re.Pattern[str]
    not_fallen: re.Pattern[str]
    no_fall: re.Pattern[str]
    not_seen: re.Pattern[str]
    unlikely: re.Pattern[str]
    is_it: re.Pattern[str]
    is_not: re.Pattern[str]
    future: re.Pattern[str]
    maybe: re.Pattern[str]
    not_passed: re.Pattern[str]
    heading: re.Pattern[str]
    area: re.Pattern[str]
    area_first: re.Pattern[str]


_JA = Tongue(
    after_noun=re.compile(
        r"(?:等|など)?(?:は|が|の|も|を|に|について(?:は)?)?"
        r"(?:いずれも|それぞれ|ともに|推定で?|これまでで最[もい]?.{0,3})?[、:= ]?"
    ),
    before_verb=re.compile(r"(?:の距離)?(?:を|にわたり|にわたって|間|の間|の距離を)?[、 ]?"),
    listed=re.compile(r"[、と]|及び|と、|、及び"),
    able=re.compile(r"(?:する|した)?(?:こと)?(?:が|も)?(?:可能|できる|できた)|得る"),
    denied=re.compile(r"(?:し|さ|って)?(?:て)?(?:い)?(?:ない|なかった|ず|ません)"),
    only="しか",
    after_name=re.compile(
        r"(?:(?:の|・|市|郡|区域|道|など|や|沿岸|の沿岸|の内陸部|中心部|郊外|の郊外|国際空港|空港"
        r"|宇宙軍基地|空軍基地|宇宙基地|基地|飛行場|の飛行場|にある|の?(?:西海)?衛星発射場|発射場|発射基地|の?(?:地下)?サイロ|の?(?:海上|海域|海中)|付近|近郊|近く|周辺|一帯|沖合|沖|地区|地域|方面|辺り|[北東南西]{1,2}方|北部|南部){0,3})"
        r"(?:\([^)]{1,40}\))?[」』\"]?(?:の(?:原子力|戦略)?潜水艦)?(?:から|より|にて|において(?!は)|で(?!は))"
    ),
    unknown_place=re.compile(
        r"(?:市|郡|区域)?(?:の|・)?([\u4e00-\u9fff]{2,4})(?:付近|近郊|周辺|一帯)?(?:から|より)"
    ),
    near_join=re.compile(r"[のにへ、 沖側,]{0,3}"),
    from_place=re.compile(r"(?:市|県|沖|島|半島)?(?:の|から|より|沖の|沖|、)?"),
    from_word=re.compile(r"から|より"),
    away=re.compile(r"(?:離れた|の(?!高)|付近|地点|先|沖|で|に|周辺)"),
    towards=re.compile(
        r"(?:\([A-Za-z ]{3,24}\))?(?:上空|方面|側|の公海)?"
        r"(?:に向け|へ向け|に向か|の上空|に発射|へ発射|[にへ][^。、]{0,14}(?:ミサイル|飛翔体)[^。、]{0,8}を[^。、]{0,8}(?:発射|撃[っち]|放[っち])"
        r"|[にへ]撃[っちた]|方向に?発射)|上空"
        r"|の?(?:方向|方面)[にへ][^。、落着]{0,20}発射"
        r"|(?:上|側)?[にへ][^。、落着]{1,20}発射"
    ),
    fell_in=re.compile(
        r"\)?(?:の(?:日本海|海域|海上|太平洋)上?)?に(?:[^。、]{0,14})(?:落下|落ち|着弾|着水)"
    ),
    unseen=re.compile(
        r"\)?内?(?:(?:に|へ)(?:落下|飛来|到達)する(?:ような|ものなど|もの)?)?[へに等のなど]{0,4}(?:弾道)?"
        r"(?:ミサイル)?(?:等|など)?の?(?:飛来|飛翔|落下|到達)(?!しな|してい)"
        rf"(?:[^。]{{0,12}}?(?:{_UNSEEN_JA}|なかった|ありません)|(?:は|が|も)?{_NONE_JA})"
    ),
    short_of=re.compile(
        r"\)?内?[にへ]?(?:は|まで(?:は)?)?(?:[0-9]発とも|いずれも)?"
        r"(?:(?:到?達|届)(?:し|す|い|く|せ|か)|入[らっ])[^。、]{0,10}?(?:な[いくか]|ず|ません)"
        r"|の(?:すぐ|わずか)?手前"
    ),
    unsure=re.compile(
        r"(?:した|する)?(?:のか|か(?:どうか)?)|(?:した|の)?有無"
        r"|(?:した可能性)?(?:について(?:は)?|を)(?:現在|詳しく)?(?:確認中|調査中|分析中)"
    ),
    not_fallen=re.compile(
        r"(?:して|し|て|ち|ちて)(?:は)?(?:い|お)?(?:な[いか]|ません|らず|りません)|せず|ち?ず"
        r"|(?:したこと)?を否定"
    ),
    no_fall=re.compile(r"する(?:可能性|おそれ|恐れ)[はも]?な"),
    not_seen=re.compile(
        r"(?:した?(?:と(?:の|いう))?)?(?:もの|事実|情報|形跡|報告|ミサイル)?(?:等|など)?[はがも]?、?"
        rf"(?:現時点で(?:は)?|今のところ|いずれも)?(?:{_UNSEEN_JA}|{_NONE_JA})"
        rf"|したことは?(?:現時点で(?:は)?)?{_UNSEEN_JA}"
    ),
    unlikely=re.compile(r"した可能性[はも](?:極めて|ほぼ|ほとんど)?(?:低|な[いくし])"),
    is_it=re.compile(
        r"(?:の(?:海域|海上|水域|日本海))?(?:だった|である|であります|で、(?=最高高度|飛距離|飛翔|飛行|被害)|です|だ[と。]|でした|だという|とみられ|と推定)"
    ),
    is_not=re.compile(r"では(?:な[いくか]|ありません)"),
    future=re.compile(r"落下する(?:可能性|見込|と)"),
    maybe=re.compile(r"落下した可能性"),
    not_passed=re.compile(
        r"した(?:[0-9]{1,2}月)?[0-9]{1,2}日|(?:し|さ|す|せ)?(?:て)?(?:い|お)?(?:ない|なかった|ず|らず|りません|る可能性|るおそれ|る恐れ|うのか|び交)|(?:は|も)(?:な[いくか]|確認(?:されて|していな))"
        r"|の(?:可能性|おそれ|恐れ)[はがも]?(?:な[いくか]|低)|て?飛翔する(?:可能性|おそれ|恐れ)"
        r"|や[^。、]{2,32}(?:は|も)確認(?:されて|して)い?(?:ない|ません|おらず)"
        rf"|(?:した(?:こと|もの|との情報))?[はもが]?(?:{_UNSEEN_JA}|{_NONE_JA})|した(?:もの)?(?:とみられる)?との情報(?:は誤|を(?:発出|発信|伝達|出))"
    ),
    heading=re.compile(
        r"の(?:日本海|海上|太平洋)[にへ]|に(?:[^。、]{0,12}(?:ミサイル|飛翔体)[0-9]{0,2}発?を)?(?:発射|飛翔|飛行|撃っ|撃ち|放っ|打ち上げ)"
    ),
    area=re.compile(r"([^、。()頃に]{2,40}?)(?:\(.{0,40}\))?[にへ](?:落下|着弾|着水)"),
    area_first=re.compile(
        r"落下したのは(?:いずれも)?、?([^、。()]{2,40}?)"
        r"(?:であ[りっ]|で、|の我が国|、|と推定|とみられ|。)"
    ),
)
_KO = Tongue(
    after_noun=re.compile(
        r"(?:는|은|가|이|를|을|도|의|가 각각|는 각각|은 각각)?"
        r" ?(?:각각|모두|대략|추정치는|최고|최대)?[,:= ]{0,2}"
    ),
    before_verb=re.compile(r"(?:를|을|가량|가|의|밖에)? ?(?:가량|정도)?(?:를|을)? ?"),
    listed=re.compile(r", |,|와 |과 |및 |·| 및 "),
    able=re.compile(r"[가-힣]{0,3} ?(?:수 있|가능|능력)"),
    denied=re.compile(r"[가-힣]{0,3}지 (?:않|못)"),
    only="밖에",
    after_name=re.compile(
        r"(?:\([^)]{1,20}\))?(?:(?:시|군)?[와과] [가-힣]{2,5}(?:시|군)?(?= ?(?:일대|등)))?"
        r"(?: ?(?:시|군|도|구역|구|의|한|일대|인근|부근|근처|지역|근교|북방|남방|동방"
        r"|해상|동해상|서해상|앞바다"
        r"|(?:(?:우주군|공군|해군|미사일|로켓|위성|우주) ?)?(?:기지|발사장|발사기지|발사대)"
        r"|비행장|열차|우주 ?기지|우주 ?센터|시험장|교외|국제비행장|공항"
        r"|지하 ?(?:격납고|사일로)|격납고|사일로"
        r"|(?:북동|북서|남동|남서|동북|서북|동남|서남)방|서부|북부|동부|남부|북쪽|남쪽|서쪽|동쪽|내륙|연안|(?:북동|북서|남동|남서|동북|서북|동남|서남)쪽"
        r"|해안|지구|일원|해역|(?:동|서|남|북)쪽 바다|바다|수역)){0,4} ?(?: ?잠수함)?"
        r"(?: 등(?:지)?)?(?:에서|으로부터|로부터|발(?= )|(?<=[대근역])서(?=[ ,]))"
    ),
    unknown_place=re.compile(
        r"(?:시|군)?(?: ?(?:인근|부근|근처))? ?([가-힣]{2,7})(?:\([^)]{1,20}\))?"
        r"(?: ?(?:일대|인근|부근|근처|지역|(?:미사일 ?)?기지)){0,2}에서"
    ),
    near_join=re.compile(r"[ 으로쪽,]{0,3}"),
    from_place=re.compile(r"(?:섬|도|시|현|반도|제도)?(?:에서|에서부터|의|으로부터|로부터)?[ ,]?"),
    from_word=re.compile(r"에서|부터"),
    away=re.compile(
        r" ?(?:떨어진|인 (?:곳|지점|해상|바다)"
        r"|지점|해상|해역|거리|인 것|앞바다|공해|정도 떨어|에 떨어|에 낙하|로 추정|의 "
        r"|, ?[가-힣 ]{2,14}에서)"
    ),
    towards=re.compile(
        r"(?: ?(?:해상|상공|상))?"
        r"(?:으로(?! 나가지)|[을를] (?:향[해한했]|가로질)|로(?! 나가지)| ?방향으로| ?쪽으로"
        r"| (?:[북동남서]{1,2})쪽? ?방향으로)(?!부터)"
    ),
    fell_in=re.compile(
        r"\)? ?에(?:도|는)? (?:[0-9한두세] ?발[이은도]? |모두 |각각 )?(?:떨어|낙하|탄착|착탄)"
    ),
    unseen=re.compile(
        r"\)? ?(?:에|로|으로|안으로|안에)? ?(?:날아온|날아오|도달|낙하)"
        rf"[^.]{{0,14}}?(?:{_UNSEEN_KO}|없)"
    ),
    short_of=re.compile(
        r"\)? ?(?:에|까지|안으로|안에|내로|내에)?(?:는|도)? ?"
        r"(?:도달|들어오|들어가|진입|이르|미치|날아가|날아오|비행|닿)"
        r"[가-힣]{0,2}지(?:는|도)? ?(?:않|못)"
        r"|\)? ?(?:에|까지)(?:는|도)? ?못 ?(?:미[쳤친치]|[간갔])"
        r"|\)?[를을] ?(?:크게 )?(?:벗어난|벗어나)"
    ),
    unsure=re.compile(r"(?:했|할|한|됐|된)?(?:는지|인지)|(?:했|한)? ?여부"),
    not_fallen=re.compile(
        r"(?:하|되)?지(?:는|도)? ?(?:않|못)|(?:[을를]|했다는 (?:것|주장)을) ?부인"
    ),
    no_fall=re.compile(r"하지 않을"),
    not_seen=re.compile(
        r"(?:한|했다는|진|졌다는|다는|된|됐다는)? ?(?:것|정보|흔적|미사일|보고|사실)?"
        r"[은는이가도]? ?"
        rf"(?:아직 |현재까지 )?(?:{_UNSEEN_KO}|{_NONE_KO})"
    ),
    unlikely=re.compile(r"(?:했|졌|됐)?을 가능성[은도이]? ?(?:매우 |거의 |극히 )?(?:낮|없|희박)"),
    is_it=re.compile(r"(?:이다|입니다|이었|이라고|인 것|인 듯)"),
    is_not=re.compile(r"(?:쪽)?[이가은는]? ?아[니닌닙냐]"),
    future=re.compile(r"낙하할|떨어질"),
    maybe=re.compile(r"낙하했을 가능성|떨어졌을 가능성"),
    not_passed=re.compile(
        r"(?:하|되)?지(?:는|도)? ?(?:않|못)|할 (?:가능|것|수 )|했다고 ?(?:했|발표했|밝혔)다가"
        rf"|(?:한|했다는)? ?(?:것|사실|정보)?[은는이가도]? ?(?:{_UNSEEN_KO}|{_NONE_KO})"
    ),
    heading=re.compile(
        r", ?방위각|(?:으로|로) ?[^.,]{0,10}(?:탄도)?미사일"
        r"|(?: ?방향)? ?(?:동해|서해|남해|해상|공해)(?:상|상공)?(?:으로|로)"
    ),
    area=re.compile(r"([가-힣A-Z0-9 ]{2,40}?)에 (?:떨어|낙하|탄착|착탄|추락)"),
    area_first=re.compile(r"낙하 ?(?:지점|위치)(?:은|는) ([^.,()]{2,40}?)(?:으로|이라|였|로 추정)"),
)
TONGUES = {"ja": _JA, "ko": _KO}


@cache
def lexicon(language: str) -> Lexicon:
    """Every word and name that text in a language is searched for."""
    japanese = language == "ja"
    table = words.JAPANESE if japanese else words.KOREAN
    points = words.compass_ja() if japanese else words.compass_ko()
    named = (entry for entry in names.entries() if not entry[0].isascii() or entry[0] == "Guam")
    spoken = [
        entry
        for entry in agencies.entries()
        if not entry[0].isascii() or entry[2].rank == 1  # NHK is written in Latin letters
    ]
    return Lexicon([*spoken, *named, *entries(table), *points], by_word=False)

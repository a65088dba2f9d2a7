"""Who says it: staffs, ministries, governments and media, as the three languages name them."""

from typing import NamedTuple

from geo.reading.lexicon import rows


class Agency(NamedTuple):
    """Somebody who reports.

    Attributes:
        name: for the report.
        rank: 2 speaks for itself, 1 passes on what others say, 0 stands only where nobody else
            does.
        state: ISO code, "" for none.
    """

    name: str
    rank: int
    state: str


SEOUL_MINISTRY = Agency("South Korea Ministry of National Defense", 2, "KOR")

_TABLE = """
Japan Ministry of Defense | 2 | JPN: Japan Defense Ministry; Japan Ministry of Defense;
    Japan defence ministry; Japanese Ministry of Defense; Japanese Ministry of Defence;
    Japanese Defense Ministry; Japanese defence ministry; Japan defense minister;
    Japan defence minister; Japan new defense minister; Japan new defence minister;
    Japan vice defence minister; Japan vice defense minister; Japan deputy defence minister;
    Japan deputy defense minister; Japan defence ministry; Japanese defense minister;
    Japanese Defence Minister; Vice Defense Minister; Deputy Minister of Defense;
    Vice Defence Minister; Japan state minister of defence; Japan state minister of defense;
    State Minister of Defense; State Minister of Defence; Japan ministry; Japanese military;
    Japan military; Self-Defense Forces;
    Japanese defence official; Japanese defense official; Japanese defense officials;
    Tokyo defence minister; Tokyo defense minister; Tokyo defence ministry;
    Tokyo defense ministry; Tokyo military; 防衛省; 防衛相; 防衛大臣; 防衛副大臣; 統合幕僚監部;
    自衛隊; 防衛省関係者; 일본 방위성; 방위성; 방위상; 일본 방위상; 방위대신; 일본 자위대;
    日 방위성; 日방위성; 일본 방위청
Japan Coast Guard | 2 | JPN: Japan Coast Guard; Japanese Coast Guard; Japan coast guard;
    海上保安庁; 海保; 일본 해상보안청; 해상보안청
Japanese government | 2 | JPN: Japanese government; Japan government; government in Tokyo;
    Chief Cabinet Secretary; Japanese Prime Minister; Japan Prime Minister; Japanese officials;
    Japanese authorities; officials in Tokyo; Japanese government source; Japan officials;
    Japan top government spokesman; Japan government; Japanese source;
    Japan Prime Minister Office; Prime Minister's Office; 官房長官; 日本政府; 首相官邸; 首相;
    総理大臣; 総理; 政府関係者; 政府筋; 일본 정부; 일본 관방장관; 관방장관; 일본 총리; 일본 당국
South Korea Joint Chiefs of Staff | 2 | KOR: South Korea Joint Chiefs of Staff;
    South Korean Joint Chiefs of Staff; Joint Chiefs of Staff; S. Korean Joint Chiefs of Staff;
    South Joint Chiefs of Staff; ROK Joint Chiefs of Staff; Seoul Joint Chiefs of Staff;
    Joint Chiefs; joint chiefs of staff; South Korea joint chiefs; South joint chiefs;
    Seoul joint chiefs; JCS; South Korean military; South Korea military; Seoul military;
    South military; S. Korean military; military in Seoul; South Korea army;
    South Korean armed forces; South Korea armed forces; South Korean army;
    South Korean military officials; ROK military; 韓国軍合同参謀本部; 韓国軍の合同参謀本部;
    合同参謀本部; 韓国軍; 韓国合同参謀本部; 韓国軍当局; 합동참모본부; 합참; 군 당국; 우리 군;
    우리군; 한국군; 한미 정보당국; 한미일; 한·미·일; 한미 당국; 한미 군 당국; 군은; 합참의장;
    군이 밝; 군이 발표; 군 관계자; 군 소식통; 군당국
South Korea Ministry of National Defense | 2 | KOR: South Korea Defense Ministry;
    South Korean Defense Ministry; South Korean defence ministry; Seoul defense ministry;
    South Korea Ministry of National Defense; South Korea defense minister;
    South Korea Ministry of Defense; South Korean Ministry of Defense;
    South Korea Ministry of Defence; South Korean Ministry of National Defense;
    Seoul Ministry of Defense; South Defense Ministry; South defence ministry;
    ROK Ministry of National Defense; South Korean defense minister; Seoul defence ministry;
    韓国国防省; 韓国国防部; 국방부; 국방장관; 국방부 장관
South Korean government | 2 | KOR: South Korean government; South Korean officials;
    National Intelligence Service; officials in Seoul; presidential office; 韓国政府;
    韓国大統領府; 국정원; 국가정보원; 대통령실; 청와대; 국가안보실
Korean Central News Agency | 2 | PRK: Korean Central News Agency; KCNA; North Korean state media;
    state media; Korean Central Television; North state media; state run media;
    Pyongyang state media; Pyongyang state TV; Pyongyang state television; North Korean state TV;
    North Korean state television; North state television; 朝鮮中央通信; 朝鮮中央テレビ;
    国営メディア; 北朝鮮メディア; 北朝鮮のメディア; 조선중앙통신; 중앙통신; 조선중앙TV; 북한 매체;
    조선중앙방송
North Korean government | 2 | PRK: government of the DPRK; DPRK government; North Korean government
Rodong Sinmun | 2 | PRK: Rodong Sinmun; 労働新聞; 노동신문; 로동신문
U.S. Indo-Pacific Command | 2 | USA: U.S. Indo-Pacific Command; Indo-Pacific Command; USINDOPACOM;
    INDOPACOM; U.S. Pacific Command; US Pacific Command; Pacific Command; PACOM; USPACOM;
    US Indo-Pacific Command; 米インド太平洋軍; インド太平洋軍; 米太平洋軍; 미국 인도태평양사령부;
    인도태평양사령부; 미 인도태평양사령부; 태평양사령부
U.S. Department of Defense | 2 | USA: Pentagon; U.S. Department of Defense;
    US Department of Defense; U.S. Defense Department; US Defense Department;
    Department of Defense; U.S. Air Force; US Air Force; 米国防総省; 国防総省; 미 국방부;
    미국 국방부; 펜타곤
U.S. Northern Command | 2 | USA: NORAD; Northern Command; NORTHCOM; U.S. Northern Command;
    North American Aerospace Defense Command; 北米航空宇宙防衛司令部
U.S. Strategic Command | 2 | USA: U.S. Strategic Command; Strategic Command; STRATCOM;
    US Strategic Command
United States Forces Korea | 2 | USA: U.S. Forces Korea; USFK; US Forces Korea; 주한미군; 在韓米軍
China Ministry of National Defense | 2 | CHN: Chinese Defense Ministry; Chinese defence ministry;
    China Defense Ministry; China defence ministry; China Ministry of National Defense;
    Chinese Ministry of Defense; 中国国防省; 중국 국방부
Russia Ministry of Defence | 2 | RUS: Russian Defense Ministry; Russian defence ministry;
    Russia Defense Ministry; Russia defence ministry; Russia Ministry of Defence;
    Russian Ministry of Defense; ロシア国防省; 露国防省; 러시아 국방부
India Ministry of Defence | 2 | IND: Indian Defence Ministry; Indian Ministry of Defence; DRDO;
    India Defence Ministry; インド国防省; 인도 국방부
Iran Ministry of Defence | 2 | IRN: Iranian Defense Ministry; Iranian Defence Ministry;
    Iran Defense Ministry; イラン国防省; 이란 국방부
Iran Revolutionary Guards | 2 | IRN: Islamic Revolutionary Guard Corps; IRGC;
    Revolutionary Guards; イラン革命防衛隊; 革命防衛隊; 이란 혁명수비대; 혁명수비대
Pakistan Inter-Services Public Relations | 2 | PAK: Inter Services Public Relations;
    Inter-Services Public Relations; ISPR
Yonhap | 1 | : Yonhap; Yonhap News Agency; 聯合ニュース; 연합뉴스
NHK | 1 | : NHK; NHK World; NHK放送; 일본 공영방송 NHK
Kyodo | 1 | : Kyodo; Kyodo News; 共同通信; 교도통신; 교도
Reuters | 1 | : Reuters; ロイター; 로이터; 로이터통신
Associated Press | 1 | : Associated Press; AP通信; AP통신
TV Asahi | 1 | : TV Asahi; TBS; Fuji TV; Nikkei; Yomiuri; Jiji
Kyodo | 1 | : 共同
Japanese government | -1 | JPN: 我が国; わが国
Japan Ministry of Defense | 0 | JPN: Defense Ministry; Defence Ministry; Defense Minister;
    Defence Minister; Ministry of Defense; Ministry of Defence; the ministry; Minister of Defense;
    Minister of Defence; 同省
Japanese government | 0 | JPN: Prime Minister
South Korea Joint Chiefs of Staff | 2 | KOR: joint chiefs
Korean Central News Agency | 0 | PRK: 中央通信; 同通信; 통신은
"""


# A state said, estimated, …: the weakest voice, where nobody is named.
_STATES = {
    "Japanese government": ("JPN", ("Japan", "Tokyo")),
    "South Korean government": ("KOR", ("South Korea", "Seoul", "the South")),
    "North Korean government": ("PRK", ("North Korea", "Pyongyang", "the North")),
    "United States government": ("USA", ("the United States", "Washington", "the U.S.", "the US")),
}
_SAYING = (
    "said", "says", "say", "estimated", "estimates", "believes", "believed", "assessed",
    "announced", "confirmed", "reported", "claimed", "claims", "classified", "put", "puts", "gave",
    "figure", "figures", "estimate", "numbers", "tally", "data", "account", "calculation",
)  # fmt: skip
_EASTERN_STATES = (
    ("Japanese government", "JPN", "政府は; 政府によると; 日本は; 일본은; 일본이; 일본 측"),
    ("North Korean government", "PRK", "북한은 주장; 북한이 주장; 특별중대보도; 중대보도; 북측은"),
)


def of_state(state: str) -> Agency | None:
    """The voice of a state where nobody of it is named: "according to Tokyo"."""
    for name, (code, _) in _STATES.items():
        if code == state:
            return Agency(name, 0, state)
    return None


def _spoken() -> list[tuple[str, str, Agency]]:
    found = []
    for name, (state, called) in _STATES.items():
        agency = Agency(name, 0, state)
        for who in called:
            found += [(f"{who} {verb}", "agency", agency) for verb in _SAYING]
            if " " not in who:  # "The Joint Chiefs of Staff of South Korea also said"
                found += [(f"{who} also {verb}", "agency", agency) for verb in _SAYING]
    for name, state, written in _EASTERN_STATES:
        found += [(each.strip(), "agency", Agency(name, 0, state)) for each in written.split(";")]
    return found


def entries() -> list[tuple[str, str, Agency]]:
    """Each name with the role ``agency`` and whom it means."""
    listed = []
    for row, written in rows(_TABLE):
        name, rank, state = (part.strip() for part in row.split("|"))
        listed.append((written, "agency", Agency(name, int(rank), state)))
    return listed + _spoken()

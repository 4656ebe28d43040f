"""Five projects in five states. Days are counted from the day on which the province is made."""

from dataclasses import dataclass, field

YUAN = 100


@dataclass(frozen=True, slots=True)
class UseStory:
    """A line of the planned use, in yuan."""

    name: str
    kind: str
    yuan: int


@dataclass(frozen=True, slots=True)
class ProjectStory:
    """A project and its plan. `filed` and so on are days from today, negative in the past."""

    key: str
    charity: str
    name: str
    summary: str
    story: str
    purpose: str
    beneficiaries: str
    beneficiary_count: int
    places: tuple[str, ...]
    place_names: str
    goal_yuan: int
    uses: tuple[UseStory, ...]
    sent: int
    starts: int
    ends: int
    picture: str
    state: str = "filed"
    platforms: tuple[str, ...] = ()
    gifts: int = 0
    defects: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class PlatformStory:
    """A designated platform of the practice province; real ones are named in a real installation."""

    key: str
    name: str
    url: str
    position: int


PLATFORMS = (
    PlatformStory("shanhai", "山海公益", "https://shanhai.example.com", 1),
    PlatformStory("zhongshan", "众善公益", "https://zhongshan.example.com", 2),
)

PROJECTS = (
    ProjectStory(
        key="winter",
        charity="foundation",
        name="暖冬行动2026",
        summary="给威宁、赫章、雷山的高寒村寨送棉衣棉被和安全取暖设备。",
        story=(
            "威宁、赫章的高寒山村，冬天长达五个月；雷山的半山寨子湿冷，不少独居老人和留守儿童靠一盆炭火过冬。"
            "今年计划为1,200户送去暖冬包，并为300户安装安全取暖设备，由社工逐户回访。\n\n"
            "一份暖冬包240.00元：棉衣2件、棉被1床。采购合同与验收单在“已拨付”中可查。"
        ),
        purpose="帮助高寒村寨的独居老人、留守儿童家庭安全过冬，受助家庭冬季取暖事故为零。",
        beneficiaries="威宁、赫章、雷山三县低保、独居老人和留守儿童家庭。",
        beneficiary_count=1500,
        places=("520526", "520527", "522634"),
        place_names="威宁彝族回族苗族自治县，赫章县，雷山县",
        goal_yuan=300_000,
        uses=(
            UseStory("冬衣被褥（暖冬包）", "programme", 180_000),
            UseStory("取暖设备与燃料", "programme", 72_000),
            UseStory("运输与入户回访", "programme", 30_000),
            UseStory("管理费用", "admin", 12_000),
            UseStory("募捐成本", "fundraising", 6_000),
        ),
        sent=-100,
        starts=-85,
        ends=25,
        picture="winter",
        platforms=("shanhai", "zhongshan"),
        gifts=160,
    ),
    ProjectStory(
        key="reading",
        charity="foundation",
        name="侗寨阅读角",
        summary="在黎平、从江、榕江的村小建30个阅读角。",
        story=(
            "山里的孩子放学早，家里没有书。我们在30所村小各建一个阅读角，配书、配架、配一名阅读志愿老师，"
            "每周两次读书课。书单由县教育局和老师们一起定。"
        ),
        purpose="让30所村小的2,400名学生每周有两次阅读课，人均年读书不少于12本。",
        beneficiaries="黎平、从江、榕江三县30所村小学生。",
        beneficiary_count=2400,
        places=("522631", "522633", "522632"),
        place_names="黎平县，从江县，榕江县",
        goal_yuan=150_000,
        uses=(
            UseStory("图书与书架", "programme", 105_000),
            UseStory("阅读志愿者培训与补贴", "programme", 36_000),
            UseStory("管理费用", "admin", 6_000),
            UseStory("募捐成本", "fundraising", 3_000),
        ),
        sent=-230,
        starts=-210,
        ends=150,
        picture="book",
        platforms=("shanhai",),
        gifts=70,
    ),
    ProjectStory(
        key="meals",
        charity="group",
        name="清水江老人午餐桌",
        summary="凯里、镇远12个社区，为独居老人每天送一顿热饭。",
        story=(
            "㵲阳河边的老街上，年轻人出去了，老人一个人的饭常常是隔夜菜。12个社区食堂每天中午做一顿热饭，"
            "走得动的来桌上吃，走不动的由志愿者送上门，顺便看看老人身体怎样。"
        ),
        purpose="让12个社区的260位独居和高龄老人每天吃上一顿热饭，并有人上门看望。",
        beneficiaries="凯里市、镇远县12个社区70岁以上独居老人。",
        beneficiary_count=260,
        places=("522601", "522625"),
        place_names="凯里市，镇远县",
        goal_yuan=120_000,
        uses=(
            UseStory("食材与燃料", "programme", 84_000),
            UseStory("送餐志愿者补贴与保险", "programme", 30_000),
            UseStory("管理费用", "admin", 6_000),
        ),
        sent=-140,
        starts=-120,
        ends=60,
        picture="bowl",
        platforms=("shanhai", "zhongshan"),
        gifts=90,
    ),
    ProjectStory(
        key="road",
        charity="group",
        name="山路护栏",
        summary="给施秉、剑河8公里临崖通学路装上护栏。",
        story="8公里临崖村道，每天有170个孩子走。护栏、减速带和警示镜，一处一处装起来。",
        purpose="使施秉、剑河8公里临崖通学路全部有护栏，通学事故为零。",
        beneficiaries="施秉、剑河两县4个村的学生和村民。",
        beneficiary_count=900,
        places=("522623", "522629"),
        place_names="施秉县，剑河县",
        goal_yuan=200_000,
        uses=(
            UseStory("护栏与安装", "programme", 184_000),
            UseStory("勘测与验收", "programme", 10_000),
            UseStory("募捐成本", "fundraising", 6_000),
        ),
        sent=-3,
        starts=20,
        ends=300,
        picture="t-road",
        platforms=("zhongshan",),
        state="submitted",
    ),
    ProjectStory(
        key="quilt",
        charity="foundation",
        name="山里娃的新被子",
        summary="给寄宿制小学的孩子换新被褥。",
        story="桴㯊镇和周边乡镇的寄宿小学，孩子们的被子用了七八年。给1,100名寄宿生每人换一套新被褥。",
        purpose="让1,100名寄宿小学生用上新被褥。",
        beneficiaries="正安县寄宿制小学学生。",
        beneficiary_count=1100,
        places=("520324",),
        place_names="正安县",
        goal_yuan=160_000,
        uses=(
            UseStory("被褥采购", "programme", 148_000),
            UseStory("运输", "programme", 8_000),
            UseStory("管理费用", "admin", 4_000),
        ),
        sent=-6,
        starts=15,
        ends=120,
        picture="t-quilt",
        platforms=("shanhai",),
        state="returned",
        defects=("uses", "beneficiary_choice"),
    ),
)

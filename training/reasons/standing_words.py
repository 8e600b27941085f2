"""How the season, the client's classes and its branch are told to a seller."""

from collections.abc import Mapping

from features.families.season import SEASON_DAYS, YEAR_DAYS
from training.reasons.telling import Heading, Telling, percent_mark

#: What every 60 days would have of a year's orders if there were no season.
EVEN_SHARE = SEASON_DAYS / YEAR_DAYS
#: A branch that loses more in 90 days loses more than 15 % a year, the most that companies accept (M3).
BRANCH_LOSES = 0.04
#: What a count of orders is set against where the client has no usual one yet.
BREAK_RU = ", обычный перерыв между заказами — {own_cycle_days:day}"
BREAK_EN = ", the usual gap between orders is {own_cycle_days:day}"
WITHOUT_SEASON = percent_mark("без сезона было бы", "without a season it would be", EVEN_SHARE)
MANY_LOST = percent_mark("много — больше", "many: more than", BRANCH_LOSES)
OUT_OF_SEASON = Heading("Впереди не сезон клиента", "Its season is over", "Сезон", "Season")
BELOW_LAST_YEAR = Heading(
    "Реже, чем год назад", "Less often than a year ago", "Ритм заказов", "Rhythm of orders"
)
LOST_CLASS = Heading("Опустился в классе ABC", "Fell in ABC class", "Класс клиента", "Class")
UNEVEN = Heading("Покупает неровнее", "Buys less evenly", "Класс клиента", "Class")
BRANCH = Heading("Филиал теряет клиентов", "The branch loses clients", "Филиал клиента", "Branch")


TELLINGS: Mapping[str, Telling] = {
    "season_ahead_share": Telling(
        "season_ahead_share",
        f"на ближайшие {SEASON_DAYS} дней год назад пришлось {{season_ahead_share:percent}} заказов года"
        f"{WITHOUT_SEASON[0]}",
        f"a year ago the next {SEASON_DAYS} days held {{season_ahead_share:percent}} of the year's orders"
        f"{WITHOUT_SEASON[1]}",
        worse=-1,
        line=EVEN_SHARE,
        heading=OUT_OF_SEASON,
    ),
    f"year_on_year_{SEASON_DAYS}": Telling(
        f"order_days_{SEASON_DAYS}",
        f"{{order_days_{SEASON_DAYS}:order_day}} за {SEASON_DAYS} дней, год назад — "
        f"{{order_days_year_ago_{SEASON_DAYS}}}",
        f"{{order_days_{SEASON_DAYS}:order_day}} in {SEASON_DAYS} days, "
        f"{{order_days_year_ago_{SEASON_DAYS}}} a year ago",
        f"order_days_year_ago_{SEASON_DAYS}",
        f"{{order_days_{SEASON_DAYS}:order_day}} за {SEASON_DAYS} дней{BREAK_RU}",
        f"{{order_days_{SEASON_DAYS}:order_day}} in {SEASON_DAYS} days{BREAK_EN}",
        worse=-1,
        heading=BELOW_LAST_YEAR,
    ),
    # Letters say it better than how many of them were lost.
    "abc_fall": Telling(
        "abc_fall",
        "класс ABC был {abc_before}, теперь {abc}",
        "the ABC class was {abc_before}, now it is {abc}",
        line=0,
        heading=LOST_CLASS,
    ),
    "xyz_fall": Telling(
        "xyz_fall",
        "класс XYZ был {xyz_before}, теперь {xyz}",
        "the XYZ class was {xyz_before}, now it is {xyz}",
        line=0,
        heading=UNEVEN,
    ),
    "branch_churn_90": Telling(
        "branch_churn_90",
        f"филиал за 90 дней потерял {{branch_churn_90:percent}} клиентов{MANY_LOST[0]}",
        f"the branch lost {{branch_churn_90:percent}} of its clients in 90 days{MANY_LOST[1]}",
        line=BRANCH_LOSES,
        heading=BRANCH,
    ),
}

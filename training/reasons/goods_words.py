"""How features of goods, prices and discounts are told to a seller."""

from collections.abc import Mapping

from training.reasons.telling import Heading, Telling, long_from

#: A change of prices below this share is none that a client feels.
FELT = 0.02
#: What is left of the range, against before, that is no change yet.
KEPT = 0.9
#: Discounts on fewer orders, or smaller ones, are as good as none.
RARELY, HARDLY = 0.05, 0.01
LONG_AGO_DAYS = 90
LONG_AGO = long_from(LONG_AGO_DAYS, "дней", "days")
NARROWER = Heading("Берёт меньше разного", "Buys a narrower range", "Набор покупок", "Range bought")
GIVES_UP = Heading("Уходит по частям", "Leaves part by part", "Набор покупок", "Range bought")
NOTHING_NEW = Heading("Не пробует нового", "Tries nothing new", "Набор покупок", "Range bought")
DEARER = Heading("Для клиента подорожало", "Dearer for the client", "Цена", "Price")
SHRUNK = Heading("Скидки уменьшились", "Discounts have shrunk", "Скидки клиента", "Discounts")
HARDLY_ANY = Heading("Скидок почти нет", "Hardly any discounts", "Скидки клиента", "Discounts")


def _range() -> dict[str, Telling]:
    return {
        "products_drift_180": Telling(
            "products_kept_share",
            "разных товаров за полгода — около {products_kept_share:percent} от прежнего полугодия",
            "different products in half a year: about {products_kept_share:percent} of the half-year before",
            worse=-1,
            line=KEPT,
            heading=NARROWER,
        ),
        "categories_drift_180": Telling(
            "categories_kept_share",
            "категорий за полгода — около {categories_kept_share:percent} от прежнего полугодия",
            "categories in half a year: about {categories_kept_share:percent} of the half-year before",
            worse=-1,
            line=KEPT,
            heading=NARROWER,
        ),
        "new_products_share_90": Telling(
            "new_products_share_90",
            "впервые куплено {new_products_share_90:percent} товаров за 90 дней",
            "{new_products_share_90:percent} of the products of 90 days were bought for the first time",
            worse=-1,
            line=HARDLY,
            heading=NOTHING_NEW,
        ),
        "new_categories_90": Telling(
            "new_categories_90",
            "{new_categories_90:new_category} за 90 дней",
            "{new_categories_90:new_category} in 90 days",
            worse=-1,
            line=1,
            heading=NOTHING_NEW,
        ),
        "categories_given_up": Telling(
            "categories_given_up",
            "перестал брать {categories_given_up:category_given_up}",
            "{categories_given_up:category_given_up} given up",
            line=0,
            heading=GIVES_UP,
        ),
        "given_up_share": Telling(
            "given_up_share",
            "больше не берёт {given_up_share:percent} категорий, которые покупал не раз",
            "no longer buys {given_up_share:percent} of the categories it bought more than once",
            line=0,
            heading=GIVES_UP,
        ),
    }


def _prices() -> dict[str, Telling]:
    return {
        "basket_price_rise": Telling(
            "basket_rise_share",
            "корзина клиента за год по нынешним ценам стоит {basket_rise_share:dearer}",
            "the client's own basket of a year would now cost {basket_rise_share:dearer}",
            line=FELT,
            unknown_is_well=True,
            heading=DEARER,
        ),
        "last_price_rise": Telling(
            "last_price_rise_share",
            "те же товары в последний раз стоили {last_price_rise_share:dearer}",
            "the same products last cost {last_price_rise_share:dearer}",
            line=FELT,
            unknown_is_well=True,
            heading=DEARER,
        ),
    }


def _discounts() -> dict[str, Telling]:
    return {
        "discounted_share_365": Telling(
            "discounted_share_365",
            "со скидкой {discounted_share_365:percent} заказов за год",
            "{discounted_share_365:percent} of a year's orders had a discount",
            worse=-1,
            line=RARELY,
            heading=HARDLY_ANY,
        ),
        "discount_share_365": Telling(
            "discount_share_365",
            "средняя скидка за год {discount_share_365:percent}",
            "the mean discount of a year was {discount_share_365:percent}",
            worse=-1,
            line=HARDLY,
            heading=HARDLY_ANY,
        ),
        "discount_loss_90": Telling(
            "discount_loss_share",
            "со скидками последних 90 дней то же стоит {discount_loss_share:dearer}",
            "with the discounts of the last 90 days the same costs {discount_loss_share:dearer}",
            line=FELT,
            unknown_is_well=True,
            heading=SHRUNK,
        ),
        "days_since_discount": Telling(
            "days_since_discount",
            f"последняя скидка {{days_since_discount:day}} назад{LONG_AGO[0]}",
            f"the last discount was {{days_since_discount:day}} ago{LONG_AGO[1]}",
            line=LONG_AGO_DAYS,
        ),
    }


TELLINGS: Mapping[str, Telling] = {**_range(), **_prices(), **_discounts()}

"""The words of the invented company in Russian and English; every name is plainly made up."""

from dataclasses import dataclass
from typing import Literal

from features.simulate.products import CATEGORY_KOPECKS, PRODUCTS_A_CATEGORY

Language = Literal["ru", "en"]


@dataclass(frozen=True)
class Words:
    """Words by place: branches, regions, categories 0 to 7, industries 0 to 5, comments by mood and topic."""

    company: str
    branches: tuple[str, ...]
    regions: tuple[str, ...]
    industries: tuple[str, ...]
    business: tuple[str, ...]
    person: str
    manager: str
    head: str
    categories: tuple[str, ...]
    kind: str
    purpose: str
    comments: tuple[tuple[str, ...], ...]

    def managers(self, count: int) -> tuple[str, ...]:
        """Give the names of so many managers, numbered as they are."""
        return tuple(f"{self.manager} {number:02d}" for number in range(1, count + 1))

    @property
    def heads(self) -> tuple[str, ...]:
        """Names of the heads of the branches."""
        return tuple(self.head.format(branch) for branch in self.branches)

    @property
    def products(self) -> tuple[str, ...]:
        """Names of the products, category by category."""
        return tuple(
            f"{self.categories[number // PRODUCTS_A_CATEGORY]}, {self.kind} {number + 1:02d}"
            for number in range(len(CATEGORY_KOPECKS) * PRODUCTS_A_CATEGORY)
        )


RUSSIAN = Words(
    company="Выдуманная компания",
    branches=("Центр", "Юг", "Волга", "Урал", "Север", "Запад", "Сибирь", "Восток"),
    regions=(
        "Центральный край",
        "Южный край",
        "Волжский край",
        "Уральский край",
        "Северный край",
        "Западный край",
        "Сибирский край",
        "Восточный край",
    ),
    industries=("молоко", "птица", "овощи", "теплицы", "корма", "мясо"),
    business=(
        "Ферма № {}",
        "Птицефабрика № {}",
        "Агрофирма № {}",
        "Теплица № {}",
        "Комбикормовый завод № {}",
        "Мясокомбинат № {}",
    ),
    person="Хозяйство № {}",
    manager="Менеджер",
    head="Руководитель филиала {}",
    categories=("пакеты", "мешки", "плёнка", "ящики", "лотки", "этикетки", "канистры", "сетка"),
    kind="вид",
    purpose="предложения и новости",
    comments=(
        ("Упаковка рвётся, ждали другого", "Долго отвечают, вопрос не решён", "Опять привезли поздно"),
        ("Упаковка нормальная, бывает и лучше", "Отвечают не сразу, но помогают", "Обычно привозят в срок"),
        ("Хорошая упаковка", "Менеджер всегда на связи", "Привозят вовремя, спасибо"),
    ),
)

ENGLISH = Words(
    company="An invented company",
    branches=("Centre", "South", "Volga", "Ural", "North", "West", "Siberia", "East"),
    regions=(
        "Central Territory",
        "Southern Territory",
        "Volga Territory",
        "Ural Territory",
        "Northern Territory",
        "Western Territory",
        "Siberian Territory",
        "Eastern Territory",
    ),
    industries=("dairy", "poultry", "vegetables", "greenhouses", "feed", "meat"),
    business=(
        "Farm No. {}",
        "Poultry House No. {}",
        "Growers No. {}",
        "Greenhouse No. {}",
        "Feed Mill No. {}",
        "Meat Plant No. {}",
    ),
    person="Smallholding No. {}",
    manager="Manager",
    head="Head of branch {}",
    categories=("bags", "sacks", "film", "crates", "trays", "labels", "canisters", "netting"),
    kind="type",
    purpose="offers and news",
    comments=(
        ("The bags tear, we expected better", "Slow answers, still not solved", "Delivered late again"),
        ("The bags are all right", "Answers take a while, but they help", "Usually on time"),
        ("Good packaging", "Our manager is always there", "On time, thank you"),
    ),
)

WORDS: dict[Language, Words] = {"ru": RUSSIAN, "en": ENGLISH}

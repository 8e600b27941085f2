SELECT
  "client_id",
  "amount_month_0"::BIGINT AS "amount_month_0",
  "amount_month_1"::BIGINT AS "amount_month_1",
  "amount_month_2"::BIGINT AS "amount_month_2",
  "amount_month_3"::BIGINT AS "amount_month_3",
  "amount_month_4"::BIGINT AS "amount_month_4",
  "amount_month_5"::BIGINT AS "amount_month_5",
  "amount_month_6"::BIGINT AS "amount_month_6",
  "amount_month_7"::BIGINT AS "amount_month_7",
  "amount_month_8"::BIGINT AS "amount_month_8",
  "amount_month_9"::BIGINT AS "amount_month_9",
  "amount_month_10"::BIGINT AS "amount_month_10",
  "amount_month_11"::BIGINT AS "amount_month_11",
  "amount_month_12"::BIGINT AS "amount_month_12",
  "amount_month_13"::BIGINT AS "amount_month_13",
  "amount_month_14"::BIGINT AS "amount_month_14",
  "year_amount"::BIGINT AS "year_amount",
  "year_amount_before"::BIGINT AS "year_amount_before",
  "log_gap_sum"::BIGINT AS "log_gap_sum",
  "log_gap_squares"::BIGINT AS "log_gap_squares",
  "longest_gap"::BIGINT AS "longest_gap",
  "last_gap"::BIGINT AS "last_gap",
  "recent_log_gap_sum"::BIGINT AS "recent_log_gap_sum",
  "order_days"::BIGINT AS "order_days",
  "oldest_age"::BIGINT AS "oldest_age",
  "latest_age"::BIGINT AS "latest_age",
  "decayed_30"::BIGINT AS "decayed_30",
  "decayed_90"::BIGINT AS "decayed_90",
  "decayed_180"::BIGINT AS "decayed_180",
  "window_counts"::BIGINT AS "window_counts",
  "last_weeks"::BIGINT AS "last_weeks",
  "season_days_ahead"::BIGINT AS "season_days_ahead",
  "season_days_year_ago"::BIGINT AS "season_days_year_ago",
  "weekday_counts"::BIGINT AS "weekday_counts",
  "amount_sum"::BIGINT AS "amount_sum",
  "margin_sum"::BIGINT AS "margin_sum",
  "last_amount"::BIGINT AS "last_amount",
  "largest_amount"::BIGINT AS "largest_amount",
  "recent_amount"::BIGINT AS "recent_amount",
  "log_amount_sum"::BIGINT AS "log_amount_sum",
  "log_amount_squares"::BIGINT AS "log_amount_squares",
  "age_sum"::BIGINT AS "age_sum",
  "age_squares"::BIGINT AS "age_squares",
  "age_log_amount"::BIGINT AS "age_log_amount",
  "discounted_days_365"::BIGINT AS "discounted_days_365",
  "discount_90"::BIGINT AS "discount_90",
  "discount_365"::BIGINT AS "discount_365",
  "discount_ever"::BIGINT AS "discount_ever",
  "latest_discount_age"::BIGINT AS "latest_discount_age",
  "product_count_365"::BIGINT AS "product_count_365",
  "product_count_half"::BIGINT AS "product_count_half",
  "product_count_half_before"::BIGINT AS "product_count_half_before",
  "product_count_90"::BIGINT AS "product_count_90",
  "product_count_new_90"::BIGINT AS "product_count_new_90",
  "basket_paid"::BIGINT AS "basket_paid",
  "basket_paid_priced"::BIGINT AS "basket_paid_priced",
  "basket_today"::BIGINT AS "basket_today",
  "last_paid"::BIGINT AS "last_paid",
  "last_at_price_before"::BIGINT AS "last_at_price_before",
  "category_count_365"::BIGINT AS "category_count_365",
  "category_count_half"::BIGINT AS "category_count_half",
  "category_count_half_before"::BIGINT AS "category_count_half_before",
  "category_count_new_90"::BIGINT AS "category_count_new_90",
  "category_count_regular"::BIGINT AS "category_count_regular",
  "category_count_given_up"::BIGINT AS "category_count_given_up",
  "category_amount"::BIGINT AS "category_amount",
  "top_category_amount"::BIGINT AS "top_category_amount",
  "setback_count_90"::BIGINT AS "setback_count_90",
  "setback_count_365"::BIGINT AS "setback_count_365",
  "return_count_365"::BIGINT AS "return_count_365",
  "cancellation_count_365"::BIGINT AS "cancellation_count_365",
  "returned_amount_365"::BIGINT AS "returned_amount_365",
  "undone_amount_365"::BIGINT AS "undone_amount_365",
  "refunded_margin"::BIGINT AS "refunded_margin",
  "latest_setback_age"::BIGINT AS "latest_setback_age",
  "delivered_90"::BIGINT AS "delivered_90",
  "delivered_365"::BIGINT AS "delivered_365",
  "late_90"::BIGINT AS "late_90",
  "late_365"::BIGINT AS "late_365",
  "days_late_365"::BIGINT AS "days_late_365",
  "worst_late_365"::BIGINT AS "worst_late_365",
  "latest_delivery_age"::BIGINT AS "latest_delivery_age",
  "latest_late_delivery_age"::BIGINT AS "latest_late_delivery_age",
  "overdue_count"::BIGINT AS "overdue_count",
  "oldest_overdue_days"::BIGINT AS "oldest_overdue_days",
  "complaints"::BIGINT AS "complaints",
  "complaints_30"::BIGINT AS "complaints_30",
  "complaints_90"::BIGINT AS "complaints_90",
  "complaints_365"::BIGINT AS "complaints_365",
  "complaints_service"::BIGINT AS "complaints_service",
  "complaints_delivery"::BIGINT AS "complaints_delivery",
  "complaints_quality"::BIGINT AS "complaints_quality",
  "complaints_price"::BIGINT AS "complaints_price",
  "complaints_conflict"::BIGINT AS "complaints_conflict",
  "complaints_other"::BIGINT AS "complaints_other",
  "complaints_open"::BIGINT AS "complaints_open",
  "complaints_closed"::BIGINT AS "complaints_closed",
  "complaint_days_to_resolve"::BIGINT AS "complaint_days_to_resolve",
  "latest_complaint_age"::BIGINT AS "latest_complaint_age",
  "oldest_open_complaint_age"::BIGINT AS "oldest_open_complaint_age",
  "worst_complaint"::BIGINT AS "worst_complaint",
  "conflict_count_365"::BIGINT AS "conflict_count_365",
  "latest_conflict_age"::BIGINT AS "latest_conflict_age",
  "latest_quality_age"::BIGINT AS "latest_quality_age",
  "latest_slow_age"::BIGINT AS "latest_slow_age",
  "complaints_compared"::BIGINT AS "complaints_compared",
  "days_compared"::BIGINT AS "days_compared",
  "usual_hundredths_compared"::BIGINT AS "usual_hundredths_compared",
  "open_beyond_usual"::BIGINT AS "open_beyond_usual",
  "nps_answers"::BIGINT AS "nps_answers",
  "nps_sum"::BIGINT AS "nps_sum",
  "nps_low"::BIGINT AS "nps_low",
  "nps_last"::BIGINT AS "nps_last",
  "nps_before"::BIGINT AS "nps_before",
  "latest_nps_age"::BIGINT AS "latest_nps_age",
  "nps_product_placed"::BIGINT AS "nps_product_placed",
  "nps_service_placed"::BIGINT AS "nps_service_placed",
  "nps_delivery_placed"::BIGINT AS "nps_delivery_placed",
  "contact_count_30"::BIGINT AS "contact_count_30",
  "contact_count_90"::BIGINT AS "contact_count_90",
  "contact_count_365"::BIGINT AS "contact_count_365",
  "since_reached_day"::BIGINT AS "since_reached_day",
  "since_first_reached_day"::BIGINT AS "since_first_reached_day",
  "since_inbound_day"::BIGINT AS "since_inbound_day",
  "since_outbound_day"::BIGINT AS "since_outbound_day",
  "since_informative_day"::BIGINT AS "since_informative_day",
  "since_run_day"::BIGINT AS "since_run_day",
  "pauses_so_far"::BIGINT AS "pauses_so_far",
  "fruitless_run_so_far"::BIGINT AS "fruitless_run_so_far",
  "longest_pause_365"::BIGINT AS "longest_pause_365",
  "longest_outbound_365"::BIGINT AS "longest_outbound_365",
  "inbound_365"::BIGINT AS "inbound_365",
  "outbound_365"::BIGINT AS "outbound_365",
  "informative_365"::BIGINT AS "informative_365",
  "fruitless_365"::BIGINT AS "fruitless_365",
  "refused_90"::BIGINT AS "refused_90",
  "answered_90"::BIGINT AS "answered_90",
  "answered_365"::BIGINT AS "answered_365",
  "answer_minutes_90"::BIGINT AS "answer_minutes_90",
  "answer_minutes_365"::BIGINT AS "answer_minutes_365",
  "informative_age_0"::BIGINT AS "informative_age_0",
  "informative_age_1"::BIGINT AS "informative_age_1",
  "informative_age_2"::BIGINT AS "informative_age_2",
  "informative_age_3"::BIGINT AS "informative_age_3",
  "informative_age_4"::BIGINT AS "informative_age_4",
  "informative_age_5"::BIGINT AS "informative_age_5",
  "informative_age_6"::BIGINT AS "informative_age_6",
  "informative_age_7"::BIGINT AS "informative_age_7",
  "informative_age_8"::BIGINT AS "informative_age_8",
  "informative_age_9"::BIGINT AS "informative_age_9",
  "informative_age_10"::BIGINT AS "informative_age_10",
  "informative_age_11"::BIGINT AS "informative_age_11",
  "visit_count_30"::BIGINT AS "visit_count_30",
  "visit_count_90"::BIGINT AS "visit_count_90",
  "visit_count_before_30"::BIGINT AS "visit_count_before_30",
  "visit_count_before_90"::BIGINT AS "visit_count_before_90",
  "visit_count_since_order"::BIGINT AS "visit_count_since_order",
  "latest_visit_age"::BIGINT AS "latest_visit_age",
  "oldest_visit_age"::BIGINT AS "oldest_visit_age",
  "manager_rows"::BIGINT AS "manager_rows",
  "manager_names"::BIGINT AS "manager_names",
  "manager_changed_90"::BIGINT AS "manager_changed_90",
  "manager_changed_365"::BIGINT AS "manager_changed_365",
  "latest_manager_change_age"::BIGINT AS "latest_manager_change_age",
  "oldest_manager_age"::BIGINT AS "oldest_manager_age",
  "latest_manager_dismissed_age"::BIGINT AS "latest_manager_dismissed_age",
  "latest_manager_end_age"::BIGINT AS "latest_manager_end_age",
  "managers_in_office"::BIGINT AS "managers_in_office",
  "branch",
  "client_kind",
  "client_industry",
  "client_region",
  "client_age"::BIGINT AS "client_age",
  "contract_days_left"::BIGINT AS "contract_days_left"
FROM (
WITH "t105" AS (
  SELECT
    "t95"."client_id",
    "t95"."day",
    "t95"."amount",
    "t95"."margin",
    "t95"."unpriced",
    "t95"."discount",
    "t95"."discounted",
    "t95"."day" - LAG("t95"."day") OVER (
      PARTITION BY "t95"."client_id"
      ORDER BY "t95"."day" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS "gap",
    LEAD("t95"."day") OVER (
      PARTITION BY "t95"."client_id"
      ORDER BY "t95"."day" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS "next_day",
    LEAD("t95"."day", 3) OVER (
      PARTITION BY "t95"."client_id"
      ORDER BY "t95"."day" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS "recent_until"
  FROM (
    SELECT
      "t89".*
      EXCLUDE ("orders")
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t71"."client_id",
          "t71"."day",
          SUM("t71"."orders") AS "orders",
          SUM("t71"."amount") AS "amount",
          SUM("t71"."margin") AS "margin",
          SUM("t71"."unpriced") AS "unpriced",
          SUM("t71"."discount") AS "discount",
          SUM("t71"."discounted") AS "discounted"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t34"."client_id",
              "t34"."day",
              CAST("t34"."orders" AS BIGINT) AS "orders",
              "t34"."amount",
              "t34"."margin",
              "t34"."unpriced",
              "t34"."discount",
              "t34"."discounted"
            FROM (
              SELECT
                *
              FROM "winback_settled" AS "t6"
              WHERE
                "t6"."day" < 20454
            ) AS "t34"
            SEMI JOIN (
              SELECT DISTINCT
                "t9"."client_id"
              FROM "winback_unsettled" AS "t9"
              WHERE
                "t9"."day" < 20454
                AND (
                  (
                    "t9"."known_day" >= 20454
                  )
                  OR COALESCE("t9"."void_day" >= 20454, FALSE)
                )
            ) AS "t53"
              ON "t34"."client_id" = "t53"."client_id"
          ) AS "t64"
          UNION ALL
          SELECT
            *
          FROM (
            SELECT
              "t9"."client_id",
              "t9"."day",
              "t9"."orders" * CASE
                WHEN (
                  "t9"."void_day" IS NULL
                ) AND (
                  "t9"."known_day" >= 20454
                )
                THEN -1
                WHEN (
                  "t9"."void_day" >= 20454
                ) AND (
                  "t9"."known_day" < 20454
                )
                THEN 1
                ELSE 0
              END AS "orders",
              "t9"."amount" * CASE
                WHEN (
                  "t9"."void_day" IS NULL
                ) AND (
                  "t9"."known_day" >= 20454
                )
                THEN -1
                WHEN (
                  "t9"."void_day" >= 20454
                ) AND (
                  "t9"."known_day" < 20454
                )
                THEN 1
                ELSE 0
              END AS "amount",
              "t9"."margin" * CASE
                WHEN (
                  "t9"."void_day" IS NULL
                ) AND (
                  "t9"."known_day" >= 20454
                )
                THEN -1
                WHEN (
                  "t9"."void_day" >= 20454
                ) AND (
                  "t9"."known_day" < 20454
                )
                THEN 1
                ELSE 0
              END AS "margin",
              "t9"."unpriced" * CASE
                WHEN (
                  "t9"."void_day" IS NULL
                ) AND (
                  "t9"."known_day" >= 20454
                )
                THEN -1
                WHEN (
                  "t9"."void_day" >= 20454
                ) AND (
                  "t9"."known_day" < 20454
                )
                THEN 1
                ELSE 0
              END AS "unpriced",
              "t9"."discount" * CASE
                WHEN (
                  "t9"."void_day" IS NULL
                ) AND (
                  "t9"."known_day" >= 20454
                )
                THEN -1
                WHEN (
                  "t9"."void_day" >= 20454
                ) AND (
                  "t9"."known_day" < 20454
                )
                THEN 1
                ELSE 0
              END AS "discount",
              "t9"."discounted" * CASE
                WHEN (
                  "t9"."void_day" IS NULL
                ) AND (
                  "t9"."known_day" >= 20454
                )
                THEN -1
                WHEN (
                  "t9"."void_day" >= 20454
                ) AND (
                  "t9"."known_day" < 20454
                )
                THEN 1
                ELSE 0
              END AS "discounted"
            FROM "winback_unsettled" AS "t9"
            WHERE
              "t9"."day" < 20454
              AND (
                (
                  "t9"."known_day" >= 20454
                )
                OR COALESCE("t9"."void_day" >= 20454, FALSE)
              )
          ) AS "t54"
        ) AS "t71"
        GROUP BY
          1,
          2
      ) AS "t83"
      WHERE
        "t83"."orders" > 0
    ) AS "t89"
  ) AS "t95"
)
SELECT
  "t145"."client_id",
  "t145"."amount_month_0",
  "t145"."amount_month_1",
  "t145"."amount_month_2",
  "t145"."amount_month_3",
  "t145"."amount_month_4",
  "t145"."amount_month_5",
  "t145"."amount_month_6",
  "t145"."amount_month_7",
  "t145"."amount_month_8",
  "t145"."amount_month_9",
  "t145"."amount_month_10",
  "t145"."amount_month_11",
  "t145"."amount_month_12",
  "t145"."amount_month_13",
  "t145"."amount_month_14",
  "t145"."year_amount",
  "t145"."year_amount_before",
  "t145"."log_gap_sum",
  "t145"."log_gap_squares",
  "t145"."longest_gap",
  "t145"."last_gap",
  "t145"."recent_log_gap_sum",
  "t145"."order_days",
  "t145"."oldest_age",
  "t145"."latest_age",
  "t145"."decayed_30",
  "t145"."decayed_90",
  "t145"."decayed_180",
  "t145"."window_counts",
  "t145"."last_weeks",
  "t145"."season_days_ahead",
  "t145"."season_days_year_ago",
  "t145"."weekday_counts",
  "t145"."amount_sum",
  "t145"."margin_sum",
  "t145"."last_amount",
  "t145"."largest_amount",
  "t145"."recent_amount",
  "t145"."log_amount_sum",
  "t145"."log_amount_squares",
  "t145"."age_sum",
  "t145"."age_squares",
  "t145"."age_log_amount",
  "t145"."discounted_days_365",
  "t145"."discount_90",
  "t145"."discount_365",
  "t145"."discount_ever",
  "t145"."latest_discount_age",
  COALESCE("t148"."product_count_365", 0) AS "product_count_365",
  COALESCE("t148"."product_count_half", 0) AS "product_count_half",
  COALESCE("t148"."product_count_half_before", 0) AS "product_count_half_before",
  COALESCE("t148"."product_count_90", 0) AS "product_count_90",
  COALESCE("t148"."product_count_new_90", 0) AS "product_count_new_90",
  COALESCE("t148"."basket_paid", 0) AS "basket_paid",
  COALESCE("t148"."basket_paid_priced", 0) AS "basket_paid_priced",
  COALESCE("t148"."basket_today", 0) AS "basket_today",
  COALESCE("t148"."last_paid", 0) AS "last_paid",
  COALESCE("t148"."last_at_price_before", 0) AS "last_at_price_before",
  COALESCE("t143"."category_count_365", 0) AS "category_count_365",
  COALESCE("t143"."category_count_half", 0) AS "category_count_half",
  COALESCE("t143"."category_count_half_before", 0) AS "category_count_half_before",
  COALESCE("t143"."category_count_new_90", 0) AS "category_count_new_90",
  COALESCE("t143"."category_count_regular", 0) AS "category_count_regular",
  COALESCE("t143"."category_count_given_up", 0) AS "category_count_given_up",
  COALESCE("t143"."category_amount", 0) AS "category_amount",
  "t143"."top_category_amount",
  COALESCE("t82"."setback_count_90", 0) AS "setback_count_90",
  COALESCE("t82"."setback_count_365", 0) AS "setback_count_365",
  COALESCE("t82"."return_count_365", 0) AS "return_count_365",
  COALESCE("t82"."cancellation_count_365", 0) AS "cancellation_count_365",
  COALESCE("t82"."returned_amount_365", 0) AS "returned_amount_365",
  COALESCE("t82"."undone_amount_365", 0) AS "undone_amount_365",
  COALESCE("t82"."refunded_margin", 0) AS "refunded_margin",
  "t82"."latest_setback_age",
  COALESCE("t119"."delivered_90", 0) AS "delivered_90",
  COALESCE("t119"."delivered_365", 0) AS "delivered_365",
  COALESCE("t119"."late_90", 0) AS "late_90",
  COALESCE("t119"."late_365", 0) AS "late_365",
  COALESCE("t119"."days_late_365", 0) AS "days_late_365",
  "t119"."worst_late_365",
  "t119"."latest_delivery_age",
  "t119"."latest_late_delivery_age",
  COALESCE("t119"."overdue_count", 0) AS "overdue_count",
  "t119"."oldest_overdue_days",
  COALESCE("t102"."complaints", 0) AS "complaints",
  COALESCE("t102"."complaints_30", 0) AS "complaints_30",
  COALESCE("t102"."complaints_90", 0) AS "complaints_90",
  COALESCE("t102"."complaints_365", 0) AS "complaints_365",
  COALESCE("t102"."complaints_service", 0) AS "complaints_service",
  COALESCE("t102"."complaints_delivery", 0) AS "complaints_delivery",
  COALESCE("t102"."complaints_quality", 0) AS "complaints_quality",
  COALESCE("t102"."complaints_price", 0) AS "complaints_price",
  COALESCE("t102"."complaints_conflict", 0) AS "complaints_conflict",
  COALESCE("t102"."complaints_other", 0) AS "complaints_other",
  COALESCE("t102"."complaints_open", 0) AS "complaints_open",
  COALESCE("t102"."complaints_closed", 0) AS "complaints_closed",
  COALESCE("t102"."complaint_days_to_resolve", 0) AS "complaint_days_to_resolve",
  "t102"."latest_complaint_age",
  "t102"."oldest_open_complaint_age",
  "t102"."worst_complaint",
  COALESCE("t102"."conflict_count_365", 0) AS "conflict_count_365",
  "t102"."latest_conflict_age",
  "t102"."latest_quality_age",
  "t102"."latest_slow_age",
  COALESCE("t102"."complaints_compared", 0) AS "complaints_compared",
  COALESCE("t102"."days_compared", 0) AS "days_compared",
  COALESCE("t102"."usual_hundredths_compared", 0) AS "usual_hundredths_compared",
  COALESCE("t102"."open_beyond_usual", 0) AS "open_beyond_usual",
  COALESCE("t97"."nps_answers", 0) AS "nps_answers",
  COALESCE("t97"."nps_sum", 0) AS "nps_sum",
  COALESCE("t97"."nps_low", 0) AS "nps_low",
  "t97"."nps_last",
  "t97"."nps_before",
  "t97"."latest_nps_age",
  "t97"."nps_product_placed",
  "t97"."nps_service_placed",
  "t97"."nps_delivery_placed",
  COALESCE("t138"."contact_count_30", 0) AS "contact_count_30",
  COALESCE("t138"."contact_count_90", 0) AS "contact_count_90",
  COALESCE("t138"."contact_count_365", 0) AS "contact_count_365",
  "t138"."since_reached_day",
  "t138"."since_first_reached_day",
  "t138"."since_inbound_day",
  "t138"."since_outbound_day",
  "t138"."since_informative_day",
  "t138"."since_run_day",
  "t138"."pauses_so_far",
  "t138"."fruitless_run_so_far",
  "t138"."longest_pause_365",
  "t138"."longest_outbound_365",
  COALESCE("t138"."inbound_365", 0) AS "inbound_365",
  COALESCE("t138"."outbound_365", 0) AS "outbound_365",
  COALESCE("t138"."informative_365", 0) AS "informative_365",
  COALESCE("t138"."fruitless_365", 0) AS "fruitless_365",
  COALESCE("t138"."refused_90", 0) AS "refused_90",
  COALESCE("t138"."answered_90", 0) AS "answered_90",
  COALESCE("t138"."answered_365", 0) AS "answered_365",
  COALESCE("t138"."answer_minutes_90", 0) AS "answer_minutes_90",
  COALESCE("t138"."answer_minutes_365", 0) AS "answer_minutes_365",
  "t138"."informative_age_0",
  "t138"."informative_age_1",
  "t138"."informative_age_2",
  "t138"."informative_age_3",
  "t138"."informative_age_4",
  "t138"."informative_age_5",
  "t138"."informative_age_6",
  "t138"."informative_age_7",
  "t138"."informative_age_8",
  "t138"."informative_age_9",
  "t138"."informative_age_10",
  "t138"."informative_age_11",
  COALESCE("t136"."visit_count_30", 0) AS "visit_count_30",
  COALESCE("t136"."visit_count_90", 0) AS "visit_count_90",
  COALESCE("t136"."visit_count_before_30", 0) AS "visit_count_before_30",
  COALESCE("t136"."visit_count_before_90", 0) AS "visit_count_before_90",
  COALESCE("t136"."visit_count_since_order", 0) AS "visit_count_since_order",
  "t136"."latest_visit_age",
  "t136"."oldest_visit_age",
  COALESCE("t117"."manager_rows", 0) AS "manager_rows",
  "t117"."manager_names",
  COALESCE("t117"."manager_changed_90", 0) AS "manager_changed_90",
  COALESCE("t117"."manager_changed_365", 0) AS "manager_changed_365",
  "t117"."latest_manager_change_age",
  "t117"."oldest_manager_age",
  "t117"."latest_manager_dismissed_age",
  "t117"."latest_manager_end_age",
  COALESCE("t117"."managers_in_office", 0) AS "managers_in_office",
  "t72"."branch",
  "t99"."client_kind",
  "t99"."client_industry",
  "t99"."client_region",
  "t99"."client_age",
  "t99"."contract_days_left"
FROM (
  SELECT
    "t133"."client_id",
    SUM(
      CASE
        WHEN CAST(FLOOR((
          "t133"."age" - 1
        ) / (
          30
        )) AS BIGINT) = 0
        THEN "t133"."amount"
        ELSE 0
      END
    ) AS "amount_month_0",
    SUM(
      CASE
        WHEN CAST(FLOOR((
          "t133"."age" - 1
        ) / (
          30
        )) AS BIGINT) = 1
        THEN "t133"."amount"
        ELSE 0
      END
    ) AS "amount_month_1",
    SUM(
      CASE
        WHEN CAST(FLOOR((
          "t133"."age" - 1
        ) / (
          30
        )) AS BIGINT) = 2
        THEN "t133"."amount"
        ELSE 0
      END
    ) AS "amount_month_2",
    SUM(
      CASE
        WHEN CAST(FLOOR((
          "t133"."age" - 1
        ) / (
          30
        )) AS BIGINT) = 3
        THEN "t133"."amount"
        ELSE 0
      END
    ) AS "amount_month_3",
    SUM(
      CASE
        WHEN CAST(FLOOR((
          "t133"."age" - 1
        ) / (
          30
        )) AS BIGINT) = 4
        THEN "t133"."amount"
        ELSE 0
      END
    ) AS "amount_month_4",
    SUM(
      CASE
        WHEN CAST(FLOOR((
          "t133"."age" - 1
        ) / (
          30
        )) AS BIGINT) = 5
        THEN "t133"."amount"
        ELSE 0
      END
    ) AS "amount_month_5",
    SUM(
      CASE
        WHEN CAST(FLOOR((
          "t133"."age" - 1
        ) / (
          30
        )) AS BIGINT) = 6
        THEN "t133"."amount"
        ELSE 0
      END
    ) AS "amount_month_6",
    SUM(
      CASE
        WHEN CAST(FLOOR((
          "t133"."age" - 1
        ) / (
          30
        )) AS BIGINT) = 7
        THEN "t133"."amount"
        ELSE 0
      END
    ) AS "amount_month_7",
    SUM(
      CASE
        WHEN CAST(FLOOR((
          "t133"."age" - 1
        ) / (
          30
        )) AS BIGINT) = 8
        THEN "t133"."amount"
        ELSE 0
      END
    ) AS "amount_month_8",
    SUM(
      CASE
        WHEN CAST(FLOOR((
          "t133"."age" - 1
        ) / (
          30
        )) AS BIGINT) = 9
        THEN "t133"."amount"
        ELSE 0
      END
    ) AS "amount_month_9",
    SUM(
      CASE
        WHEN CAST(FLOOR((
          "t133"."age" - 1
        ) / (
          30
        )) AS BIGINT) = 10
        THEN "t133"."amount"
        ELSE 0
      END
    ) AS "amount_month_10",
    SUM(
      CASE
        WHEN CAST(FLOOR((
          "t133"."age" - 1
        ) / (
          30
        )) AS BIGINT) = 11
        THEN "t133"."amount"
        ELSE 0
      END
    ) AS "amount_month_11",
    SUM(
      CASE
        WHEN CAST(FLOOR((
          "t133"."age" - 1
        ) / (
          30
        )) AS BIGINT) = 12
        THEN "t133"."amount"
        ELSE 0
      END
    ) AS "amount_month_12",
    SUM(
      CASE
        WHEN CAST(FLOOR((
          "t133"."age" - 1
        ) / (
          30
        )) AS BIGINT) = 13
        THEN "t133"."amount"
        ELSE 0
      END
    ) AS "amount_month_13",
    SUM(
      CASE
        WHEN CAST(FLOOR((
          "t133"."age" - 1
        ) / (
          30
        )) AS BIGINT) = 14
        THEN "t133"."amount"
        ELSE 0
      END
    ) AS "amount_month_14",
    SUM(CASE WHEN "t133"."age" <= 365 THEN "t133"."amount" ELSE 0 END) AS "year_amount",
    SUM(
      CASE
        WHEN (
          "t133"."age" > 90
        ) AND (
          "t133"."age" <= 455
        )
        THEN "t133"."amount"
        ELSE 0
      END
    ) AS "year_amount_before",
    SUM("t133"."log_gap") AS "log_gap_sum",
    SUM("t133"."log_gap" * "t133"."log_gap") AS "log_gap_squares",
    MAX("t133"."gap") AS "longest_gap",
    MAX(CASE WHEN "t133"."is_last" THEN "t133"."gap" ELSE CAST(NULL AS INT) END) AS "last_gap",
    SUM(CASE WHEN "t133"."is_recent" THEN "t133"."log_gap" ELSE CAST(NULL AS BIGINT) END) AS "recent_log_gap_sum",
    COUNT(*) AS "order_days",
    MAX("t133"."age") AS "oldest_age",
    MIN("t133"."age") AS "latest_age",
    SUM(
      CAST(ROUND(
        EXP(CAST("t133"."age" AS DOUBLE) * -0.003850817669777474) * EXP(CAST("t133"."age" AS DOUBLE) * -0.003850817669777474) * EXP(CAST("t133"."age" AS DOUBLE) * -0.003850817669777474) * EXP(CAST("t133"."age" AS DOUBLE) * -0.003850817669777474) * EXP(CAST("t133"."age" AS DOUBLE) * -0.003850817669777474) * EXP(CAST("t133"."age" AS DOUBLE) * -0.003850817669777474) * 1000000.0,
        0
      ) AS BIGINT)
    ) AS "decayed_30",
    SUM(
      CAST(ROUND(
        EXP(CAST("t133"."age" AS DOUBLE) * -0.003850817669777474) * EXP(CAST("t133"."age" AS DOUBLE) * -0.003850817669777474) * 1000000.0,
        0
      ) AS BIGINT)
    ) AS "decayed_90",
    SUM(
      CAST(ROUND(EXP(CAST("t133"."age" AS DOUBLE) * -0.003850817669777474) * 1000000.0, 0) AS BIGINT)
    ) AS "decayed_180",
    SUM(
      CASE
        WHEN "t133"."age" <= 14
        THEN 35253226045953
        WHEN "t133"."age" <= 30
        THEN 35253226045952
        WHEN "t133"."age" <= 60
        THEN 35253226045440
        WHEN "t133"."age" <= 90
        THEN 35253225783296
        WHEN "t133"."age" <= 180
        THEN 35253091565568
        WHEN "t133"."age" <= 365
        THEN 35184372088832
        ELSE 0
      END
    ) AS "window_counts",
    SUM(
      CASE
        WHEN (
          "t133"."age" <= 84
        )
        AND (
          (
            "t133"."gap" IS NULL
          )
          OR (
            (
              (
                (
                  "t133"."age" - 1
                ) % 7
              ) + "t133"."gap"
            ) >= 7
          )
        )
        THEN 1
        ELSE 0
      END
    ) AS "last_weeks",
    SUM(
      CASE WHEN (
        "t133"."age" > 305
      ) AND (
        "t133"."age" <= 365
      ) THEN 1 ELSE 0 END
    ) AS "season_days_ahead",
    SUM(
      CASE WHEN (
        "t133"."age" > 365
      ) AND (
        "t133"."age" <= 425
      ) THEN 1 ELSE 0 END
    ) AS "season_days_year_ago",
    SUM(
      CASE
        WHEN "t133"."age" <= 365
        THEN CASE
          WHEN (
            (
              "t133"."day" + 70000
            ) % 7
          ) = 5
          THEN 1099511627776
          ELSE CASE
            WHEN (
              (
                "t133"."day" + 70000
              ) % 7
            ) = 4
            THEN 4294967296
            ELSE CASE
              WHEN (
                (
                  "t133"."day" + 70000
                ) % 7
              ) = 3
              THEN 16777216
              ELSE CASE
                WHEN (
                  (
                    "t133"."day" + 70000
                  ) % 7
                ) = 2
                THEN 65536
                ELSE CASE
                  WHEN (
                    (
                      "t133"."day" + 70000
                    ) % 7
                  ) = 1
                  THEN 256
                  ELSE CASE
                    WHEN (
                      (
                        "t133"."day" + 70000
                      ) % 7
                    ) = 0
                    THEN 1
                    ELSE 281474976710656
                  END
                END
              END
            END
          END
        END
        ELSE 0
      END
    ) AS "weekday_counts",
    SUM("t133"."amount") AS "amount_sum",
    SUM("t133"."margin") AS "margin_sum",
    MAX(CASE WHEN "t133"."is_last" THEN "t133"."amount" ELSE CAST(NULL AS BIGINT) END) AS "last_amount",
    MAX("t133"."amount") AS "largest_amount",
    SUM(CASE WHEN "t133"."is_recent" THEN "t133"."amount" ELSE 0 END) AS "recent_amount",
    SUM("t133"."log_amount") AS "log_amount_sum",
    SUM("t133"."log_amount" * "t133"."log_amount") AS "log_amount_squares",
    SUM("t133"."age") AS "age_sum",
    SUM("t133"."age" * "t133"."age") AS "age_squares",
    SUM("t133"."age" * "t133"."log_amount") AS "age_log_amount",
    SUM(
      CASE
        WHEN (
          "t133"."age" <= 365
        ) AND (
          "t133"."discounted" > 0
        )
        THEN 1
        ELSE 0
      END
    ) AS "discounted_days_365",
    SUM(CASE WHEN "t133"."age" <= 90 THEN "t133"."discount" ELSE 0 END) AS "discount_90",
    SUM(CASE WHEN "t133"."age" <= 365 THEN "t133"."discount" ELSE 0 END) AS "discount_365",
    SUM("t133"."discount") AS "discount_ever",
    MIN(CASE WHEN "t133"."discounted" > 0 THEN "t133"."age" ELSE CAST(NULL AS INT) END) AS "latest_discount_age"
  FROM (
    SELECT
      "t127"."client_id",
      "t127"."day",
      20454 - "t127"."day" AS "age",
      "t127"."gap",
      "t127"."amount",
      "t127"."margin" + CAST(ROUND(CAST("t127"."unpriced" AS DOUBLE) * 0.3, 0) AS BIGINT) AS "margin",
      "t127"."log_gap",
      "t127"."log_amount",
      "t127"."discount",
      "t127"."discounted",
      (
        "t127"."next_day" IS NULL
      ) OR (
        "t127"."next_day" >= 20454
      ) AS "is_last",
      (
        "t127"."recent_until" IS NULL
      ) OR (
        "t127"."recent_until" >= 20454
      ) AS "is_recent"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t34"."client_id",
          "t34"."day",
          "t34"."amount",
          "t34"."margin",
          "t34"."unpriced",
          "t34"."discount",
          "t34"."discounted",
          "t34"."gap",
          "t34"."next_day",
          "t34"."recent_until",
          "t34"."log_gap",
          "t34"."log_amount"
        FROM (
          SELECT
            *
          FROM "winback_settled" AS "t6"
          WHERE
            "t6"."day" < 20454
        ) AS "t34"
        ANTI JOIN (
          SELECT DISTINCT
            "t9"."client_id"
          FROM "winback_unsettled" AS "t9"
          WHERE
            "t9"."day" < 20454
            AND (
              (
                "t9"."known_day" >= 20454
              )
              OR COALESCE("t9"."void_day" >= 20454, FALSE)
            )
        ) AS "t53"
          ON "t34"."client_id" = "t53"."client_id"
      ) AS "t63"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          "t107"."client_id",
          "t107"."day",
          "t107"."amount",
          "t107"."margin",
          "t107"."unpriced",
          "t107"."discount",
          "t107"."discounted",
          "t107"."gap",
          "t107"."next_day",
          "t107"."recent_until",
          CAST(ROUND(LN(GREATEST(COALESCE(CAST("t107"."gap" AS DOUBLE), 1.0), 1.0)) * 1000000.0, 0) AS BIGINT) AS "log_gap",
          CAST(ROUND(LN(GREATEST(COALESCE(CAST("t107"."amount" AS DOUBLE), 1.0), 1.0)) * 1000000.0, 0) AS BIGINT) AS "log_amount"
        FROM "t105" AS "t107"
      ) AS "t126"
    ) AS "t127"
  ) AS "t133"
  GROUP BY
    1
) AS "t145"
LEFT OUTER JOIN (
  SELECT
    "t146"."client_id" AS "lines_client",
    SUM(CASE WHEN "t146"."is_last" THEN 1 ELSE 0 END) AS "product_count_365",
    SUM(CASE WHEN "t146"."is_last" AND (
      "t146"."age" <= 180
    ) THEN 1 ELSE 0 END) AS "product_count_half",
    SUM(CASE WHEN "t146"."half_before" THEN 1 ELSE 0 END) AS "product_count_half_before",
    SUM(CASE WHEN "t146"."is_last" AND (
      "t146"."age" <= 90
    ) THEN 1 ELSE 0 END) AS "product_count_90",
    SUM(CASE WHEN "t146"."is_new" THEN 1 ELSE 0 END) AS "product_count_new_90",
    SUM("t146"."basket_paid") AS "basket_paid",
    SUM(CASE WHEN "t146"."basket_today" IS NOT NULL THEN "t146"."basket_paid" ELSE 0 END) AS "basket_paid_priced",
    SUM("t146"."basket_today") AS "basket_today",
    SUM(
      CASE
        WHEN "t146"."is_last" AND (
          "t146"."cost_before" IS NOT NULL
        )
        THEN "t146"."paid"
        ELSE 0
      END
    ) AS "last_paid",
    SUM(
      CASE
        WHEN "t146"."is_last" AND (
          "t146"."cost_before" IS NOT NULL
        )
        THEN "t146"."cost_before"
        ELSE 0
      END
    ) AS "last_at_price_before"
  FROM (
    SELECT
      "t141"."client_id",
      "t141"."age",
      "t141"."is_last",
      "t141"."half_before",
      "t141"."is_new",
      "t141"."paid",
      "t141"."cost_before",
      "t141"."paid_so_far" * "t141"."side" AS "basket_paid",
      CAST(ROUND(
        CASE
          WHEN (
            CAST("t141"."quantity_so_far" AS DOUBLE) * "t36"."price"
          ) > 1000000000000000.0
          THEN 1000000000000000.0
          ELSE CAST("t141"."quantity_so_far" AS DOUBLE) * "t36"."price"
        END,
        0
      ) AS BIGINT) * "t141"."side" AS "basket_today"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t129"."product",
          "t129"."client_id",
          "t129"."day",
          "t129"."known_day",
          "t129"."paid",
          "t129"."quantity",
          "t129"."next_day",
          "t129"."is_new" AND (
            "t129"."age" <= 90
          ) AS "is_new",
          "t129"."cost_before",
          "t129"."paid_so_far",
          "t129"."quantity_so_far",
          "t129"."age",
          "t129"."next_age",
          (
            "t129"."next_age" IS NULL
          ) AND (
            "t129"."age" <= 365
          ) AS "is_last",
          (
            "t129"."age" > 180
          )
          AND (
            "t129"."age" <= 360
          )
          AND (
            COALESCE("t129"."next_age", 0) <= 180
          ) AS "half_before",
          CASE
            WHEN (
              "t129"."next_age" IS NULL
            ) AND (
              "t129"."age" <= 365
            )
            THEN 1
            WHEN COALESCE((
              "t129"."age" > 365
            ) AND (
              "t129"."next_age" <= 365
            ), FALSE)
            THEN -1
            ELSE 0
          END AS "side"
        FROM (
          SELECT
            "t125"."product",
            "t125"."client_id",
            "t125"."day",
            "t125"."known_day",
            "t125"."paid",
            "t125"."quantity",
            "t125"."next_day",
            "t125"."is_new",
            "t125"."cost_before",
            "t125"."paid_so_far",
            "t125"."quantity_so_far",
            20454 - "t125"."day" AS "age",
            CASE
              WHEN "t125"."next_day" < 20454
              THEN 20454 - "t125"."next_day"
              ELSE CAST(NULL AS INT)
            END AS "next_age"
          FROM (
            SELECT
              *
            FROM (
              SELECT
                "t44"."product",
                "t44"."client_id",
                "t44"."day",
                "t44"."known_day",
                "t44"."paid",
                "t44"."quantity",
                "t44"."next_day",
                "t44"."is_new",
                "t44"."cost_before",
                "t44"."paid_so_far",
                "t44"."quantity_so_far"
              FROM (
                SELECT
                  *
                FROM "winback_lines" AS "t16"
                WHERE
                  "t16"."day" < 20454
              ) AS "t44"
              ANTI JOIN (
                SELECT DISTINCT
                  "t17"."client_id"
                FROM "winback_late_lines" AS "t17"
                WHERE
                  "t17"."day" < 20454
                  AND (
                    (
                      (
                        "t17"."void_day" IS NULL
                      ) AND (
                        "t17"."known_day" >= 20454
                      )
                    )
                    OR COALESCE("t17"."void_day" >= 20454, FALSE)
                  )
              ) AS "t55"
                ON "t44"."client_id" = "t55"."client_id"
            ) AS "t68"
            UNION ALL
            SELECT
              *
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  "t93"."product",
                  "t93"."client_id",
                  "t93"."day",
                  "t93"."known_day",
                  "t93"."paid",
                  "t93"."quantity",
                  LEAD("t93"."day") OVER (
                    PARTITION BY "t93"."client_id", "t93"."product"
                    ORDER BY "t93"."day" ASC, "t93"."known_day" ASC
                    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                  ) AS "next_day",
                  LAG("t93"."day") OVER (
                    PARTITION BY "t93"."client_id", "t93"."product"
                    ORDER BY "t93"."day" ASC, "t93"."known_day" ASC
                    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                  ) IS NULL AS "is_new",
                  CAST(ROUND(
                    CASE
                      WHEN (
                        CAST("t93"."quantity" AS DOUBLE) * (
                          CAST(LAG("t93"."paid") OVER (
                            PARTITION BY "t93"."client_id", "t93"."product"
                            ORDER BY "t93"."day" ASC, "t93"."known_day" ASC
                            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                          ) AS DOUBLE) / NULLIF(
                            CAST(LAG("t93"."quantity") OVER (
                              PARTITION BY "t93"."client_id", "t93"."product"
                              ORDER BY "t93"."day" ASC, "t93"."known_day" ASC
                              ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                            ) AS DOUBLE),
                            0
                          )
                        )
                      ) > 1000000000000000.0
                      THEN 1000000000000000.0
                      ELSE CAST("t93"."quantity" AS DOUBLE) * (
                        CAST(LAG("t93"."paid") OVER (
                          PARTITION BY "t93"."client_id", "t93"."product"
                          ORDER BY "t93"."day" ASC, "t93"."known_day" ASC
                          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                        ) AS DOUBLE) / NULLIF(
                          CAST(LAG("t93"."quantity") OVER (
                            PARTITION BY "t93"."client_id", "t93"."product"
                            ORDER BY "t93"."day" ASC, "t93"."known_day" ASC
                            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                          ) AS DOUBLE),
                          0
                        )
                      )
                    END,
                    0
                  ) AS BIGINT) AS "cost_before",
                  SUM("t93"."paid") OVER (
                    PARTITION BY "t93"."client_id", "t93"."product"
                    ORDER BY "t93"."day" ASC, "t93"."known_day" ASC
                    ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                  ) AS "paid_so_far",
                  SUM("t93"."quantity") OVER (
                    PARTITION BY "t93"."client_id", "t93"."product"
                    ORDER BY "t93"."day" ASC, "t93"."known_day" ASC
                    ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                  ) AS "quantity_so_far"
                FROM (
                  SELECT
                    "t86"."product",
                    "t86"."client_id",
                    "t86"."day",
                    "t86"."known_day",
                    SUM("t86"."paid") AS "paid",
                    SUM("t86"."quantity") AS "quantity"
                  FROM (
                    SELECT
                      *
                    FROM (
                      SELECT
                        "t69"."product",
                        "t69"."client_id",
                        "t69"."day",
                        "t69"."known_day",
                        "t69"."paid",
                        "t69"."quantity"
                      FROM (
                        SELECT
                          "t44"."product",
                          "t44"."client_id",
                          "t44"."day",
                          "t44"."known_day",
                          "t44"."paid",
                          "t44"."quantity",
                          "t44"."next_day",
                          "t44"."is_new",
                          "t44"."cost_before",
                          "t44"."paid_so_far",
                          "t44"."quantity_so_far"
                        FROM (
                          SELECT
                            *
                          FROM "winback_lines" AS "t16"
                          WHERE
                            "t16"."day" < 20454
                        ) AS "t44"
                        SEMI JOIN (
                          SELECT DISTINCT
                            "t17"."client_id"
                          FROM "winback_late_lines" AS "t17"
                          WHERE
                            "t17"."day" < 20454
                            AND (
                              (
                                (
                                  "t17"."void_day" IS NULL
                                ) AND (
                                  "t17"."known_day" >= 20454
                                )
                              )
                              OR COALESCE("t17"."void_day" >= 20454, FALSE)
                            )
                        ) AS "t55"
                          ON "t44"."client_id" = "t55"."client_id"
                      ) AS "t69"
                      WHERE
                        "t69"."known_day" < 20454
                    ) AS "t81"
                    UNION ALL
                    SELECT
                      *
                    FROM (
                      SELECT
                        "t31".*
                        EXCLUDE ("void_day")
                      FROM (
                        SELECT
                          *
                        FROM "winback_undone_lines" AS "t19"
                        WHERE
                          "t19"."known_day" < 20454 AND "t19"."void_day" >= 20454
                      ) AS "t31"
                    ) AS "t46"
                  ) AS "t86"
                  GROUP BY
                    1,
                    2,
                    3,
                    4
                ) AS "t93"
              ) AS "t115"
            ) AS "t122"
          ) AS "t125"
        ) AS "t129"
      ) AS "t135"
      WHERE
        "t135"."half_before" OR "t135"."is_new" OR (
          "t135"."side" <> 0
        )
    ) AS "t141"
    LEFT OUTER JOIN (
      SELECT
        "t7"."key" AS "priced",
        "t7"."value" AS "price"
      FROM "winback_market" AS "t7"
      WHERE
        "t7"."name" = 'product_price'
    ) AS "t36"
      ON "t141"."product" = "t36"."priced"
  ) AS "t146"
  GROUP BY
    1
) AS "t148"
  ON "t145"."client_id" = "t148"."lines_client"
LEFT OUTER JOIN (
  SELECT
    "t139"."client_id" AS "categories_client",
    SUM(CASE WHEN "t139"."is_last" AND (
      "t139"."age" <= 365
    ) THEN 1 ELSE 0 END) AS "category_count_365",
    SUM(CASE WHEN "t139"."is_last" AND (
      "t139"."age" <= 180
    ) THEN 1 ELSE 0 END) AS "category_count_half",
    SUM(CASE WHEN "t139"."half_before" THEN 1 ELSE 0 END) AS "category_count_half_before",
    SUM(CASE WHEN "t139"."is_last" AND (
      "t139"."first_age" <= 90
    ) THEN 1 ELSE 0 END) AS "category_count_new_90",
    SUM(CASE WHEN "t139"."regular" THEN 1 ELSE 0 END) AS "category_count_regular",
    SUM(CASE WHEN "t139"."given_up" THEN 1 ELSE 0 END) AS "category_count_given_up",
    SUM("t139"."paid") AS "category_amount",
    MAX("t139"."paid") AS "top_category_amount"
  FROM (
    SELECT
      "t132"."client_id",
      "t132"."age",
      "t132"."is_last",
      "t132"."half_before",
      20454 - "t132"."first_day" AS "first_age",
      "t132"."is_last" AND (
        "t132"."number" >= 2
      ) AS "regular",
      COALESCE(
        "t132"."is_last"
        AND (
          "t132"."number" >= 2
        )
        AND (
          (
            "t123"."order_day" - "t132"."day"
          ) > 90
        )
        AND (
          (
            (
              "t123"."order_day" - "t132"."day"
            ) * (
              "t132"."number" - 1
            )
          ) > (
            (
              "t132"."day" - "t132"."first_day"
            ) * 3
          )
        ),
        FALSE
      ) AS "given_up",
      CASE WHEN "t132"."is_last" THEN "t132"."paid_so_far" ELSE 0 END AS "paid"
    FROM (
      SELECT
        "t121"."category",
        "t121"."client_id",
        "t121"."day",
        "t121"."known_day",
        "t121"."paid",
        "t121"."next_day",
        "t121"."first_day",
        "t121"."number",
        "t121"."paid_so_far",
        "t121"."age",
        "t121"."next_age",
        "t121"."next_age" IS NULL AS "is_last",
        (
          "t121"."age" > 180
        )
        AND (
          "t121"."age" <= 360
        )
        AND (
          COALESCE("t121"."next_age", 0) <= 180
        ) AS "half_before"
      FROM (
        SELECT
          "t109"."category",
          "t109"."client_id",
          "t109"."day",
          "t109"."known_day",
          "t109"."paid",
          "t109"."next_day",
          "t109"."first_day",
          "t109"."number",
          "t109"."paid_so_far",
          20454 - "t109"."day" AS "age",
          CASE
            WHEN "t109"."next_day" < 20454
            THEN 20454 - "t109"."next_day"
            ELSE CAST(NULL AS INT)
          END AS "next_age"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t43"."category",
              "t43"."client_id",
              "t43"."day",
              "t43"."known_day",
              "t43"."paid",
              "t43"."next_day",
              "t43"."first_day",
              "t43"."number",
              "t43"."paid_so_far"
            FROM (
              SELECT
                *
              FROM "winback_category_days" AS "t15"
              WHERE
                "t15"."day" < 20454
            ) AS "t43"
            ANTI JOIN (
              SELECT DISTINCT
                "t17"."client_id"
              FROM "winback_late_lines" AS "t17"
              WHERE
                "t17"."day" < 20454
                AND (
                  (
                    (
                      "t17"."void_day" IS NULL
                    ) AND (
                      "t17"."known_day" >= 20454
                    )
                  )
                  OR COALESCE("t17"."void_day" >= 20454, FALSE)
                )
            ) AS "t55"
              ON "t43"."client_id" = "t55"."client_id"
          ) AS "t66"
          UNION ALL
          SELECT
            *
          FROM (
            SELECT
              *
            FROM (
              SELECT
                "t92"."category",
                "t92"."client_id",
                "t92"."day",
                "t92"."known_day",
                "t92"."paid",
                LEAD("t92"."day") OVER (
                  PARTITION BY "t92"."client_id", "t92"."category"
                  ORDER BY "t92"."day" ASC, "t92"."known_day" ASC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                ) AS "next_day",
                MIN("t92"."day") OVER (
                  PARTITION BY "t92"."client_id", "t92"."category"
                  ORDER BY "t92"."day" ASC, "t92"."known_day" ASC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                ) AS "first_day",
                (
                  DENSE_RANK() OVER (
                    PARTITION BY "t92"."client_id", "t92"."category"
                    ORDER BY "t92"."day" ASC
                    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                  ) - 1
                ) + 1 AS "number",
                SUM("t92"."paid") OVER (
                  PARTITION BY "t92"."client_id", "t92"."category"
                  ORDER BY "t92"."day" ASC, "t92"."known_day" ASC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                ) AS "paid_so_far"
              FROM (
                SELECT
                  "t85"."category",
                  "t85"."client_id",
                  "t85"."day",
                  "t85"."known_day",
                  SUM("t85"."paid") AS "paid"
                FROM (
                  SELECT
                    *
                  FROM (
                    SELECT
                      "t67"."category",
                      "t67"."client_id",
                      "t67"."day",
                      "t67"."known_day",
                      "t67"."paid"
                    FROM (
                      SELECT
                        "t43"."category",
                        "t43"."client_id",
                        "t43"."day",
                        "t43"."known_day",
                        "t43"."paid",
                        "t43"."next_day",
                        "t43"."first_day",
                        "t43"."number",
                        "t43"."paid_so_far"
                      FROM (
                        SELECT
                          *
                        FROM "winback_category_days" AS "t15"
                        WHERE
                          "t15"."day" < 20454
                      ) AS "t43"
                      SEMI JOIN (
                        SELECT DISTINCT
                          "t17"."client_id"
                        FROM "winback_late_lines" AS "t17"
                        WHERE
                          "t17"."day" < 20454
                          AND (
                            (
                              (
                                "t17"."void_day" IS NULL
                              ) AND (
                                "t17"."known_day" >= 20454
                              )
                            )
                            OR COALESCE("t17"."void_day" >= 20454, FALSE)
                          )
                      ) AS "t55"
                        ON "t43"."client_id" = "t55"."client_id"
                    ) AS "t67"
                    WHERE
                      "t67"."known_day" < 20454
                  ) AS "t80"
                  UNION ALL
                  SELECT
                    *
                  FROM (
                    SELECT
                      "t30".*
                      EXCLUDE ("void_day")
                    FROM (
                      SELECT
                        *
                      FROM "winback_undone_category_days" AS "t18"
                      WHERE
                        "t18"."known_day" < 20454 AND "t18"."void_day" >= 20454
                    ) AS "t30"
                  ) AS "t45"
                ) AS "t85"
                GROUP BY
                  1,
                  2,
                  3,
                  4
              ) AS "t92"
            ) AS "t106"
          ) AS "t108"
        ) AS "t109"
      ) AS "t121"
      WHERE
        (
          "t121"."next_age" IS NULL
        )
        OR (
          (
            "t121"."age" > 180
          )
          AND (
            "t121"."age" <= 360
          )
          AND (
            COALESCE("t121"."next_age", 0) <= 180
          )
        )
    ) AS "t132"
    LEFT OUTER JOIN (
      SELECT
        "t112"."client_id" AS "buyer",
        "t112"."day" AS "order_day"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t47"."client_id",
            "t47"."day"
          FROM (
            SELECT
              *
            FROM "winback_settled" AS "t6"
            WHERE
              "t6"."day" < 20454
              AND (
                (
                  "t6"."next_day" IS NULL
                ) OR (
                  "t6"."next_day" >= 20454
                )
              )
          ) AS "t47"
          ANTI JOIN (
            SELECT DISTINCT
              "t9"."client_id"
            FROM "winback_unsettled" AS "t9"
            WHERE
              "t9"."day" < 20454
              AND (
                (
                  "t9"."known_day" >= 20454
                )
                OR COALESCE("t9"."void_day" >= 20454, FALSE)
              )
          ) AS "t53"
            ON "t47"."client_id" = "t53"."client_id"
        ) AS "t65"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t107"."client_id",
            "t107"."day"
          FROM "t105" AS "t107"
          WHERE
            "t107"."next_day" IS NULL
        ) AS "t110"
      ) AS "t112"
    ) AS "t123"
      ON "t132"."client_id" = "t123"."buyer"
  ) AS "t139"
  GROUP BY
    1
) AS "t143"
  ON "t145"."client_id" = "t143"."categories_client"
LEFT OUTER JOIN (
  SELECT
    "t50"."client_id" AS "setbacks_client",
    SUM(CASE WHEN "t50"."age" <= 90 THEN "t50"."times" ELSE 0 END) AS "setback_count_90",
    SUM(CASE WHEN "t50"."age" <= 365 THEN "t50"."times" ELSE 0 END) AS "setback_count_365",
    SUM(
      CASE
        WHEN (
          "t50"."age" <= 365
        ) AND NOT (
          "t50"."cancelled"
        )
        THEN "t50"."times"
        ELSE 0
      END
    ) AS "return_count_365",
    SUM(
      CASE
        WHEN (
          "t50"."age" <= 365
        ) AND "t50"."cancelled"
        THEN "t50"."times"
        ELSE 0
      END
    ) AS "cancellation_count_365",
    SUM(
      CASE
        WHEN (
          "t50"."age" <= 365
        ) AND NOT (
          "t50"."cancelled"
        )
        THEN "t50"."amount"
        ELSE 0
      END
    ) AS "returned_amount_365",
    SUM(
      CASE
        WHEN (
          "t50"."age" <= 365
        )
        AND NOT (
          "t50"."cancelled"
        )
        AND NOT (
          "t50"."counts"
        )
        THEN "t50"."amount"
        ELSE 0
      END
    ) AS "undone_amount_365",
    SUM(CASE WHEN "t50"."counts" THEN "t50"."margin" ELSE 0 END) AS "refunded_margin",
    MIN("t50"."age") AS "latest_setback_age"
  FROM (
    SELECT
      "t0"."client_id",
      "t0"."day",
      "t0"."cancelled",
      "t0"."times",
      "t0"."amount",
      "t0"."margin" + CAST(ROUND(CAST("t0"."unpriced" AS DOUBLE) * 0.3, 0) AS BIGINT) AS "margin",
      20454 - "t0"."day" AS "age",
      (
        "t0"."void_day" IS NULL
      ) OR (
        "t0"."void_day" >= 20454
      ) AS "counts"
    FROM "winback_setbacks" AS "t0"
    WHERE
      "t0"."known_day" < 20454
      AND (
        (
          "t0"."replaced_day" IS NULL
        ) OR (
          "t0"."replaced_day" >= 20454
        )
      )
  ) AS "t50"
  GROUP BY
    1
) AS "t82"
  ON "t145"."client_id" = "t82"."setbacks_client"
LEFT OUTER JOIN (
  SELECT
    "t103"."client_id" AS "deliveries_client",
    SUM(CASE WHEN "t103"."age" <= 90 THEN "t103"."times" ELSE 0 END) AS "delivered_90",
    SUM(CASE WHEN "t103"."age" <= 365 THEN "t103"."times" ELSE 0 END) AS "delivered_365",
    SUM(
      CASE
        WHEN (
          "t103"."age" <= 90
        ) AND (
          "t103"."days_late" > 0
        )
        THEN "t103"."times"
        ELSE 0
      END
    ) AS "late_90",
    SUM(
      CASE
        WHEN (
          "t103"."age" <= 365
        ) AND (
          "t103"."days_late" > 0
        )
        THEN "t103"."times"
        ELSE 0
      END
    ) AS "late_365",
    SUM(
      CASE
        WHEN "t103"."age" <= 365
        THEN CASE WHEN "t103"."days_late" > 0 THEN "t103"."days_late" ELSE 0 END * "t103"."times"
        ELSE 0
      END
    ) AS "days_late_365",
    MAX(
      CASE
        WHEN "t103"."age" <= 365
        THEN CASE WHEN "t103"."days_late" > 0 THEN "t103"."days_late" ELSE 0 END
        ELSE CAST(NULL AS INT)
      END
    ) AS "worst_late_365",
    MIN("t103"."age") AS "latest_delivery_age",
    MIN(CASE WHEN "t103"."days_late" > 0 THEN "t103"."age" ELSE CAST(NULL AS INT) END) AS "latest_late_delivery_age",
    SUM(CASE WHEN "t103"."overdue_days" IS NOT NULL THEN "t103"."times" ELSE 0 END) AS "overdue_count",
    MAX("t103"."overdue_days") AS "oldest_overdue_days"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t3"."client_id",
          CASE
            WHEN COALESCE("t3"."delivered_day" < 20454, FALSE)
            THEN 20454 - "t3"."delivered_day"
            ELSE CAST(NULL AS INT)
          END AS "age",
          CASE
            WHEN COALESCE("t3"."delivered_day" < 20454, FALSE)
            THEN "t3"."delivered_day" - "t3"."promised_day"
            ELSE CAST(NULL AS INT)
          END AS "days_late",
          CASE
            WHEN NOT (
              COALESCE("t3"."delivered_day" < 20454, FALSE)
            )
            AND NOT (
              COALESCE("t3"."closed_day" < 20454, FALSE)
            )
            AND (
              "t3"."promised_day" < 20454
            )
            THEN 20454 - "t3"."promised_day"
            ELSE CAST(NULL AS INT)
          END AS "overdue_days",
          "t3"."times"
        FROM "winback_deliveries" AS "t3"
        WHERE
          "t3"."known_day" < 20454
          AND (
            (
              "t3"."void_day" IS NULL
            ) OR (
              "t3"."void_day" >= 20454
            )
          )
      ) AS "t57"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          "t78"."client_id",
          CASE
            WHEN "t78"."parts" = "t78"."parts_came"
            THEN 20454 - "t78"."came_day"
            ELSE CAST(NULL AS INT)
          END AS "age",
          CASE
            WHEN "t78"."parts" = "t78"."parts_came"
            THEN "t78"."days_late"
            ELSE CAST(NULL AS INT)
          END AS "days_late",
          20454 - "t78"."due_day" AS "overdue_days",
          1 AS "times"
        FROM (
          SELECT
            "t38"."client_id",
            "t38"."order_id",
            COUNT(*) AS "parts",
            SUM(CASE WHEN COALESCE("t38"."delivered_day" < 20454, FALSE) THEN 1 ELSE 0 END) AS "parts_came",
            MAX(
              CASE
                WHEN COALESCE("t38"."delivered_day" < 20454, FALSE)
                THEN "t38"."delivered_day"
                ELSE CAST(NULL AS INT)
              END
            ) AS "came_day",
            MAX(
              CASE
                WHEN COALESCE("t38"."delivered_day" < 20454, FALSE)
                THEN "t38"."delivered_day" - "t38"."promised_day"
                ELSE CAST(NULL AS INT)
              END
            ) AS "days_late",
            MIN(
              CASE
                WHEN NOT (
                  COALESCE("t38"."delivered_day" < 20454, FALSE)
                )
                AND NOT (
                  COALESCE("t38"."closed_day" < 20454, FALSE)
                )
                AND (
                  "t38"."promised_day" < 20454
                )
                THEN "t38"."promised_day"
                ELSE CAST(NULL AS INT)
              END
            ) AS "due_day"
          FROM (
            SELECT
              *
            FROM "winback_split_deliveries" AS "t10"
            WHERE
              "t10"."known_day" < 20454
              AND (
                (
                  "t10"."void_day" IS NULL
                ) OR (
                  "t10"."void_day" >= 20454
                )
              )
          ) AS "t38"
          GROUP BY
            1,
            2
        ) AS "t78"
      ) AS "t90"
    ) AS "t96"
    WHERE
      (
        "t96"."age" <= 365
      ) OR (
        "t96"."overdue_days" <= 90
      )
  ) AS "t103"
  GROUP BY
    1
) AS "t119"
  ON "t145"."client_id" = "t119"."deliveries_client"
LEFT OUTER JOIN (
  SELECT
    "t77"."client_id" AS "complaints_client",
    COUNT(*) AS "complaints",
    SUM(CASE WHEN "t77"."age" <= 30 THEN 1 ELSE 0 END) AS "complaints_30",
    SUM(CASE WHEN "t77"."age" <= 90 THEN 1 ELSE 0 END) AS "complaints_90",
    SUM(CASE WHEN "t77"."age" <= 365 THEN 1 ELSE 0 END) AS "complaints_365",
    SUM(CASE WHEN "t77"."category" = 'service' THEN 1 ELSE 0 END) AS "complaints_service",
    SUM(CASE WHEN "t77"."category" = 'delivery' THEN 1 ELSE 0 END) AS "complaints_delivery",
    SUM(CASE WHEN "t77"."category" = 'quality' THEN 1 ELSE 0 END) AS "complaints_quality",
    SUM(CASE WHEN "t77"."category" = 'price' THEN 1 ELSE 0 END) AS "complaints_price",
    SUM(CASE WHEN "t77"."category" = 'conflict' THEN 1 ELSE 0 END) AS "complaints_conflict",
    SUM(CASE WHEN "t77"."category" = 'other' THEN 1 ELSE 0 END) AS "complaints_other",
    SUM(
      CASE
        WHEN NOT (
          "t77"."days_to_resolve" IS NOT NULL
        ) AND (
          "t77"."age" <= 365
        )
        THEN 1
        ELSE 0
      END
    ) AS "complaints_open",
    SUM(CASE WHEN "t77"."days_to_resolve" IS NOT NULL THEN 1 ELSE 0 END) AS "complaints_closed",
    SUM("t77"."days_to_resolve") AS "complaint_days_to_resolve",
    MIN("t77"."age") AS "latest_complaint_age",
    MAX(
      CASE
        WHEN NOT (
          "t77"."days_to_resolve" IS NOT NULL
        ) AND (
          "t77"."age" <= 365
        )
        THEN "t77"."age"
        ELSE CAST(NULL AS INT)
      END
    ) AS "oldest_open_complaint_age",
    MAX(CASE WHEN "t77"."age" <= 365 THEN "t77"."severity" ELSE CAST(NULL AS BIGINT) END) AS "worst_complaint",
    SUM(
      CASE
        WHEN (
          "t77"."age" <= 365
        ) AND (
          "t77"."category" = 'conflict'
        )
        THEN 1
        ELSE 0
      END
    ) AS "conflict_count_365",
    MIN(
      CASE WHEN "t77"."category" = 'conflict' THEN "t77"."age" ELSE CAST(NULL AS INT) END
    ) AS "latest_conflict_age",
    MIN(
      CASE WHEN "t77"."category" = 'quality' THEN "t77"."age" ELSE CAST(NULL AS INT) END
    ) AS "latest_quality_age",
    MIN(
      CASE
        WHEN CASE
          WHEN "t77"."days_to_resolve" IS NOT NULL
          THEN "t77"."days_to_resolve"
          ELSE "t77"."age"
        END > "t77"."usual"
        THEN "t77"."age"
        ELSE CAST(NULL AS INT)
      END
    ) AS "latest_slow_age",
    SUM(
      CASE
        WHEN (
          "t77"."age" <= 365
        )
        AND (
          "t77"."days_to_resolve" IS NOT NULL
        )
        AND (
          "t77"."usual" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END
    ) AS "complaints_compared",
    SUM(
      CASE
        WHEN (
          "t77"."age" <= 365
        )
        AND (
          "t77"."days_to_resolve" IS NOT NULL
        )
        AND (
          "t77"."usual" IS NOT NULL
        )
        THEN "t77"."days_to_resolve"
        ELSE 0
      END
    ) AS "days_compared",
    SUM(
      CASE
        WHEN (
          "t77"."age" <= 365
        )
        AND (
          "t77"."days_to_resolve" IS NOT NULL
        )
        AND (
          "t77"."usual" IS NOT NULL
        )
        THEN CAST(ROUND("t77"."usual" * 100, 0) AS BIGINT)
        ELSE 0
      END
    ) AS "usual_hundredths_compared",
    SUM(
      CASE
        WHEN NOT (
          "t77"."days_to_resolve" IS NOT NULL
        )
        AND (
          "t77"."age" <= 365
        )
        AND (
          "t77"."age" > "t77"."usual"
        )
        THEN 1
        ELSE 0
      END
    ) AS "open_beyond_usual"
  FROM (
    SELECT
      "t74".*
      EXCLUDE ("topic")
    FROM (
      SELECT
        "t58"."client_id",
        "t58"."severity",
        "t58"."category",
        "t58"."age",
        "t58"."days_to_resolve",
        "t37"."topic",
        "t37"."usual"
      FROM (
        SELECT
          "t8"."client_id",
          "t8"."severity",
          COALESCE("t8"."category", 'other') AS "category",
          20454 - CAST(DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), CAST("t8"."opened_at" AS DATE)) AS INT) AS "age",
          CASE
            WHEN CAST(DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), CAST("t8"."closed_at" AS DATE)) AS INT) < 20454
            THEN CAST(DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), CAST("t8"."closed_at" AS DATE)) AS INT) - CAST(DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), CAST("t8"."opened_at" AS DATE)) AS INT)
            ELSE CAST(NULL AS INT)
          END AS "days_to_resolve"
        FROM "complaints" AS "t8"
        WHERE
          CAST(DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), CAST("t8"."known_at" AS DATE)) AS INT) < 20454
      ) AS "t58"
      LEFT OUTER JOIN (
        SELECT
          "t7"."key" AS "topic",
          "t7"."value" AS "usual"
        FROM "winback_market" AS "t7"
        WHERE
          "t7"."name" = 'usual_days_to_resolve'
      ) AS "t37"
        ON "t58"."category" = "t37"."topic"
    ) AS "t74"
  ) AS "t77"
  GROUP BY
    1
) AS "t102"
  ON "t145"."client_id" = "t102"."complaints_client"
LEFT OUTER JOIN (
  SELECT
    "t73"."client_id" AS "nps_client",
    COUNT(*) AS "nps_answers",
    SUM("t73"."score") AS "nps_sum",
    SUM(CASE WHEN "t73"."score" < 7 THEN 1 ELSE 0 END) AS "nps_low",
    MAX(CASE WHEN "t73"."back" = 0 THEN "t73"."score" ELSE CAST(NULL AS BIGINT) END) AS "nps_last",
    MAX(CASE WHEN "t73"."back" = 1 THEN "t73"."score" ELSE CAST(NULL AS BIGINT) END) AS "nps_before",
    MIN("t73"."age") AS "latest_nps_age",
    MIN(
      CASE
        WHEN "t73"."topic" = 'product'
        THEN (
          "t73"."back" * 16
        ) + "t73"."score"
        ELSE CAST(NULL AS BIGINT)
      END
    ) AS "nps_product_placed",
    MIN(
      CASE
        WHEN "t73"."topic" = 'service'
        THEN (
          "t73"."back" * 16
        ) + "t73"."score"
        ELSE CAST(NULL AS BIGINT)
      END
    ) AS "nps_service_placed",
    MIN(
      CASE
        WHEN "t73"."topic" = 'delivery'
        THEN (
          "t73"."back" * 16
        ) + "t73"."score"
        ELSE CAST(NULL AS BIGINT)
      END
    ) AS "nps_delivery_placed"
  FROM (
    SELECT
      "t51"."client_id",
      "t51"."score",
      "t51"."topic",
      20454 - CAST(DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), CAST("t51"."answered_at" AS DATE)) AS INT) AS "age",
      ROW_NUMBER() OVER (
        PARTITION BY "t51"."client_id"
        ORDER BY "t51"."answered_at" DESC, "t51"."score" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) - 1 AS "back"
    FROM (
      SELECT
        *
      FROM "nps" AS "t2"
      WHERE
        CAST(DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), CAST("t2"."known_at" AS DATE)) AS INT) < 20454
    ) AS "t51"
  ) AS "t73"
  GROUP BY
    1
) AS "t97"
  ON "t145"."client_id" = "t97"."nps_client"
LEFT OUTER JOIN (
  SELECT
    "t130"."client_id" AS "contacts_client",
    SUM(CASE WHEN "t130"."age" <= 30 THEN 1 ELSE 0 END) AS "contact_count_30",
    SUM(CASE WHEN "t130"."age" <= 90 THEN 1 ELSE 0 END) AS "contact_count_90",
    SUM(CASE WHEN "t130"."age" <= 365 THEN 1 ELSE 0 END) AS "contact_count_365",
    MAX("t130"."since_reached_day") AS "since_reached_day",
    MAX("t130"."since_first_reached_day") AS "since_first_reached_day",
    MAX("t130"."since_inbound_day") AS "since_inbound_day",
    MAX("t130"."since_outbound_day") AS "since_outbound_day",
    MAX("t130"."since_informative_day") AS "since_informative_day",
    MAX("t130"."since_run_day") AS "since_run_day",
    MAX("t130"."pauses_so_far") AS "pauses_so_far",
    MAX("t130"."fruitless_run_so_far") AS "fruitless_run_so_far",
    MAX(CASE WHEN "t130"."age" <= 365 THEN "t130"."pause" ELSE CAST(NULL AS INT) END) AS "longest_pause_365",
    MAX(
      CASE
        WHEN "t130"."age" <= 365
        THEN "t130"."outbound_pause"
        ELSE CAST(NULL AS INT)
      END
    ) AS "longest_outbound_365",
    SUM(CASE WHEN (
      "t130"."age" <= 365
    ) AND "t130"."inbound" THEN 1 ELSE 0 END) AS "inbound_365",
    SUM(CASE WHEN (
      "t130"."age" <= 365
    ) AND "t130"."outbound" THEN 1 ELSE 0 END) AS "outbound_365",
    SUM(CASE WHEN (
      "t130"."age" <= 365
    ) AND "t130"."informative" THEN 1 ELSE 0 END) AS "informative_365",
    SUM(CASE WHEN (
      "t130"."age" <= 365
    ) AND "t130"."fruitless" THEN 1 ELSE 0 END) AS "fruitless_365",
    SUM(CASE WHEN (
      "t130"."age" <= 90
    ) AND "t130"."refused" THEN 1 ELSE 0 END) AS "refused_90",
    SUM(
      CASE
        WHEN (
          "t130"."age" <= 90
        )
        AND (
          NOT (
            "t130"."outbound"
          ) AND (
            "t130"."minutes" IS NOT NULL
          )
        )
        THEN 1
        ELSE 0
      END
    ) AS "answered_90",
    SUM(
      CASE
        WHEN (
          "t130"."age" <= 365
        )
        AND (
          NOT (
            "t130"."outbound"
          ) AND (
            "t130"."minutes" IS NOT NULL
          )
        )
        THEN 1
        ELSE 0
      END
    ) AS "answered_365",
    SUM(
      CASE
        WHEN (
          "t130"."age" <= 90
        )
        AND (
          NOT (
            "t130"."outbound"
          ) AND (
            "t130"."minutes" IS NOT NULL
          )
        )
        THEN "t130"."minutes"
        ELSE 0
      END
    ) AS "answer_minutes_90",
    SUM(
      CASE
        WHEN (
          "t130"."age" <= 365
        )
        AND (
          NOT (
            "t130"."outbound"
          ) AND (
            "t130"."minutes" IS NOT NULL
          )
        )
        THEN "t130"."minutes"
        ELSE 0
      END
    ) AS "answer_minutes_365",
    MIN(
      CASE
        WHEN "t130"."informative" AND (
          "t130"."age" > 0
        )
        THEN "t130"."age"
        ELSE CAST(NULL AS INT)
      END
    ) AS "informative_age_0",
    MIN(
      CASE
        WHEN "t130"."informative" AND (
          "t130"."age" > 7
        )
        THEN "t130"."age"
        ELSE CAST(NULL AS INT)
      END
    ) AS "informative_age_1",
    MIN(
      CASE
        WHEN "t130"."informative" AND (
          "t130"."age" > 14
        )
        THEN "t130"."age"
        ELSE CAST(NULL AS INT)
      END
    ) AS "informative_age_2",
    MIN(
      CASE
        WHEN "t130"."informative" AND (
          "t130"."age" > 21
        )
        THEN "t130"."age"
        ELSE CAST(NULL AS INT)
      END
    ) AS "informative_age_3",
    MIN(
      CASE
        WHEN "t130"."informative" AND (
          "t130"."age" > 28
        )
        THEN "t130"."age"
        ELSE CAST(NULL AS INT)
      END
    ) AS "informative_age_4",
    MIN(
      CASE
        WHEN "t130"."informative" AND (
          "t130"."age" > 35
        )
        THEN "t130"."age"
        ELSE CAST(NULL AS INT)
      END
    ) AS "informative_age_5",
    MIN(
      CASE
        WHEN "t130"."informative" AND (
          "t130"."age" > 42
        )
        THEN "t130"."age"
        ELSE CAST(NULL AS INT)
      END
    ) AS "informative_age_6",
    MIN(
      CASE
        WHEN "t130"."informative" AND (
          "t130"."age" > 49
        )
        THEN "t130"."age"
        ELSE CAST(NULL AS INT)
      END
    ) AS "informative_age_7",
    MIN(
      CASE
        WHEN "t130"."informative" AND (
          "t130"."age" > 56
        )
        THEN "t130"."age"
        ELSE CAST(NULL AS INT)
      END
    ) AS "informative_age_8",
    MIN(
      CASE
        WHEN "t130"."informative" AND (
          "t130"."age" > 63
        )
        THEN "t130"."age"
        ELSE CAST(NULL AS INT)
      END
    ) AS "informative_age_9",
    MIN(
      CASE
        WHEN "t130"."informative" AND (
          "t130"."age" > 70
        )
        THEN "t130"."age"
        ELSE CAST(NULL AS INT)
      END
    ) AS "informative_age_10",
    MIN(
      CASE
        WHEN "t130"."informative" AND (
          "t130"."age" > 77
        )
        THEN "t130"."age"
        ELSE CAST(NULL AS INT)
      END
    ) AS "informative_age_11"
  FROM (
    SELECT
      "t124"."client_id",
      "t124"."contacted_at",
      "t124"."day",
      "t124"."known_day",
      "t124"."inbound",
      "t124"."outbound",
      "t124"."fruitless",
      "t124"."informative",
      "t124"."refused",
      "t124"."reached",
      "t124"."minutes",
      "t124"."next_day",
      "t124"."pause",
      "t124"."outbound_pause",
      "t124"."reached_day",
      "t124"."first_reached_day",
      "t124"."inbound_day",
      "t124"."outbound_day",
      "t124"."informative_day",
      "t124"."pauses",
      "t124"."fruitless_run",
      "t124"."run_day",
      20454 - "t124"."day" AS "age",
      (
        "t124"."next_day" IS NULL
      ) OR (
        "t124"."next_day" >= 20454
      ) AS "is_last",
      CASE
        WHEN (
          "t124"."next_day" IS NULL
        ) OR (
          "t124"."next_day" >= 20454
        )
        THEN 20454 - "t124"."reached_day"
        ELSE CAST(NULL AS BIGINT)
      END AS "since_reached_day",
      CASE
        WHEN (
          "t124"."next_day" IS NULL
        ) OR (
          "t124"."next_day" >= 20454
        )
        THEN 20454 - "t124"."first_reached_day"
        ELSE CAST(NULL AS BIGINT)
      END AS "since_first_reached_day",
      CASE
        WHEN (
          "t124"."next_day" IS NULL
        ) OR (
          "t124"."next_day" >= 20454
        )
        THEN 20454 - "t124"."inbound_day"
        ELSE CAST(NULL AS BIGINT)
      END AS "since_inbound_day",
      CASE
        WHEN (
          "t124"."next_day" IS NULL
        ) OR (
          "t124"."next_day" >= 20454
        )
        THEN 20454 - "t124"."outbound_day"
        ELSE CAST(NULL AS BIGINT)
      END AS "since_outbound_day",
      CASE
        WHEN (
          "t124"."next_day" IS NULL
        ) OR (
          "t124"."next_day" >= 20454
        )
        THEN 20454 - "t124"."informative_day"
        ELSE CAST(NULL AS BIGINT)
      END AS "since_informative_day",
      CASE
        WHEN (
          "t124"."next_day" IS NULL
        ) OR (
          "t124"."next_day" >= 20454
        )
        THEN 20454 - "t124"."run_day"
        ELSE CAST(NULL AS BIGINT)
      END AS "since_run_day",
      CASE
        WHEN (
          "t124"."next_day" IS NULL
        ) OR (
          "t124"."next_day" >= 20454
        )
        THEN "t124"."pauses"
        ELSE CAST(NULL AS BIGINT)
      END AS "pauses_so_far",
      CASE
        WHEN (
          "t124"."next_day" IS NULL
        ) OR (
          "t124"."next_day" >= 20454
        )
        THEN "t124"."fruitless_run"
        ELSE CAST(NULL AS BIGINT)
      END AS "fruitless_run_so_far"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t39"."client_id",
          "t39"."contacted_at",
          "t39"."day",
          "t39"."known_day",
          "t39"."inbound",
          "t39"."outbound",
          "t39"."fruitless",
          "t39"."informative",
          "t39"."refused",
          "t39"."reached",
          "t39"."minutes",
          "t39"."next_day",
          "t39"."pause",
          "t39"."outbound_pause",
          "t39"."reached_day",
          "t39"."first_reached_day",
          "t39"."inbound_day",
          "t39"."outbound_day",
          "t39"."informative_day",
          "t39"."pauses",
          "t39"."fruitless_run",
          "t39"."run_day"
        FROM (
          SELECT
            *
          FROM "winback_linked_contacts" AS "t11"
          WHERE
            "t11"."known_day" < 20454
        ) AS "t39"
        ANTI JOIN (
          SELECT DISTINCT
            "t13"."client_id"
          FROM "winback_late_contacts" AS "t13"
          WHERE
            "t13"."day" < 20454 AND "t13"."known_day" >= 20454
        ) AS "t41"
          ON "t39"."client_id" = "t41"."client_id"
      ) AS "t59"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t111".*
            EXCLUDE ("begins", "number")
          FROM (
            SELECT
              "t100"."client_id",
              "t100"."contacted_at",
              "t100"."day",
              "t100"."known_day",
              "t100"."inbound",
              "t100"."outbound",
              "t100"."fruitless",
              "t100"."informative",
              "t100"."refused",
              "t100"."reached",
              "t100"."minutes",
              "t100"."next_day",
              "t100"."pause",
              "t100"."outbound_pause",
              "t100"."reached_day",
              "t100"."first_reached_day",
              "t100"."inbound_day",
              "t100"."outbound_day",
              "t100"."informative_day",
              SUM(CASE WHEN "t100"."pause" > 0 THEN 1 ELSE 0 END) OVER (
                PARTITION BY "t100"."client_id"
                ORDER BY "t100"."number" ASC
                ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
              ) AS "pauses",
              "t100"."number" - COALESCE(
                MAX(CASE WHEN "t100"."fruitless" THEN CAST(NULL AS BIGINT) ELSE "t100"."number" END) OVER (
                  PARTITION BY "t100"."client_id"
                  ORDER BY "t100"."number" ASC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                ),
                -1
              ) AS "fruitless_run",
              MAX(CASE WHEN "t100"."begins" THEN "t100"."day" ELSE CAST(NULL AS INT) END) OVER (
                PARTITION BY "t100"."client_id"
                ORDER BY "t100"."number" ASC
                ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
              ) AS "run_day",
              "t100"."number",
              "t100"."begins"
            FROM (
              SELECT
                "t79"."client_id",
                "t79"."contacted_at",
                "t79"."day",
                "t79"."known_day",
                "t79"."inbound",
                "t79"."outbound",
                "t79"."fruitless",
                "t79"."informative",
                "t79"."refused",
                "t79"."reached",
                "t79"."minutes",
                LEAD("t79"."day") OVER (
                  PARTITION BY "t79"."client_id"
                  ORDER BY "t79"."number" ASC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                ) AS "next_day",
                CASE WHEN "t79"."reached" THEN "t79"."day" ELSE CAST(NULL AS INT) END - MAX(CASE WHEN "t79"."reached" THEN "t79"."day" ELSE CAST(NULL AS INT) END) OVER (
                  PARTITION BY "t79"."client_id"
                  ORDER BY "t79"."number" ASC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND 1 preceding
                ) AS "pause",
                CASE
                  WHEN "t79"."outbound" AND "t79"."reached"
                  THEN "t79"."day"
                  ELSE CAST(NULL AS INT)
                END - MAX(
                  CASE
                    WHEN "t79"."outbound" AND "t79"."reached"
                    THEN "t79"."day"
                    ELSE CAST(NULL AS INT)
                  END
                ) OVER (
                  PARTITION BY "t79"."client_id"
                  ORDER BY "t79"."number" ASC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND 1 preceding
                ) AS "outbound_pause",
                MAX(CASE WHEN "t79"."reached" THEN "t79"."day" ELSE CAST(NULL AS INT) END) OVER (
                  PARTITION BY "t79"."client_id"
                  ORDER BY "t79"."number" ASC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                ) AS "reached_day",
                MIN(CASE WHEN "t79"."reached" THEN "t79"."day" ELSE CAST(NULL AS INT) END) OVER (
                  PARTITION BY "t79"."client_id"
                  ORDER BY "t79"."number" ASC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                ) AS "first_reached_day",
                MAX(CASE WHEN "t79"."inbound" THEN "t79"."day" ELSE CAST(NULL AS INT) END) OVER (
                  PARTITION BY "t79"."client_id"
                  ORDER BY "t79"."number" ASC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                ) AS "inbound_day",
                MAX(
                  CASE
                    WHEN "t79"."outbound" AND "t79"."reached"
                    THEN "t79"."day"
                    ELSE CAST(NULL AS INT)
                  END
                ) OVER (
                  PARTITION BY "t79"."client_id"
                  ORDER BY "t79"."number" ASC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                ) AS "outbound_day",
                MAX(CASE WHEN "t79"."informative" THEN "t79"."day" ELSE CAST(NULL AS INT) END) OVER (
                  PARTITION BY "t79"."client_id"
                  ORDER BY "t79"."number" ASC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                ) AS "informative_day",
                "t79"."pauses",
                "t79"."fruitless_run",
                "t79"."run_day",
                "t79"."number",
                "t79"."fruitless"
                AND NOT (
                  LAG("t79"."fruitless", 1, FALSE) OVER (
                    PARTITION BY "t79"."client_id"
                    ORDER BY "t79"."number" ASC
                    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                  )
                ) AS "begins"
              FROM (
                SELECT
                  "t60"."client_id",
                  "t60"."contacted_at",
                  "t60"."day",
                  "t60"."known_day",
                  "t60"."inbound",
                  "t60"."outbound",
                  "t60"."fruitless",
                  "t60"."informative",
                  "t60"."refused",
                  "t60"."reached",
                  "t60"."minutes",
                  "t60"."next_day",
                  "t60"."pause",
                  "t60"."outbound_pause",
                  "t60"."reached_day",
                  "t60"."first_reached_day",
                  "t60"."inbound_day",
                  "t60"."outbound_day",
                  "t60"."informative_day",
                  "t60"."pauses",
                  "t60"."fruitless_run",
                  "t60"."run_day",
                  ROW_NUMBER() OVER (
                    PARTITION BY "t60"."client_id"
                    ORDER BY "t60"."contacted_at" ASC, "t60"."fruitless" DESC
                    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                  ) - 1 AS "number"
                FROM (
                  SELECT
                    "t39"."client_id",
                    "t39"."contacted_at",
                    "t39"."day",
                    "t39"."known_day",
                    "t39"."inbound",
                    "t39"."outbound",
                    "t39"."fruitless",
                    "t39"."informative",
                    "t39"."refused",
                    "t39"."reached",
                    "t39"."minutes",
                    "t39"."next_day",
                    "t39"."pause",
                    "t39"."outbound_pause",
                    "t39"."reached_day",
                    "t39"."first_reached_day",
                    "t39"."inbound_day",
                    "t39"."outbound_day",
                    "t39"."informative_day",
                    "t39"."pauses",
                    "t39"."fruitless_run",
                    "t39"."run_day"
                  FROM (
                    SELECT
                      *
                    FROM "winback_linked_contacts" AS "t11"
                    WHERE
                      "t11"."known_day" < 20454
                  ) AS "t39"
                  SEMI JOIN (
                    SELECT DISTINCT
                      "t13"."client_id"
                    FROM "winback_late_contacts" AS "t13"
                    WHERE
                      "t13"."day" < 20454 AND "t13"."known_day" >= 20454
                  ) AS "t41"
                    ON "t39"."client_id" = "t41"."client_id"
                ) AS "t60"
              ) AS "t79"
            ) AS "t100"
          ) AS "t111"
        ) AS "t113"
      ) AS "t120"
    ) AS "t124"
    WHERE
      (
        "t124"."next_day" IS NULL
      )
      OR (
        "t124"."next_day" >= 20454
      )
      OR (
        (
          20454 - "t124"."day"
        ) <= 365
      )
  ) AS "t130"
  GROUP BY
    1
) AS "t138"
  ON "t145"."client_id" = "t138"."contacts_client"
LEFT OUTER JOIN (
  SELECT
    "t128"."client_id" AS "activity_client",
    SUM(CASE WHEN "t128"."age" <= 30 THEN "t128"."visits" ELSE 0 END) AS "visit_count_30",
    SUM(CASE WHEN "t128"."age" <= 90 THEN "t128"."visits" ELSE 0 END) AS "visit_count_90",
    SUM(
      CASE
        WHEN (
          "t128"."age" > 30
        ) AND (
          "t128"."age" <= 395
        )
        THEN "t128"."visits"
        ELSE 0
      END
    ) AS "visit_count_before_30",
    SUM(
      CASE
        WHEN (
          "t128"."age" > 90
        ) AND (
          "t128"."age" <= 455
        )
        THEN "t128"."visits"
        ELSE 0
      END
    ) AS "visit_count_before_90",
    SUM(CASE WHEN "t128"."since_order" THEN "t128"."visits" ELSE 0 END) AS "visit_count_since_order",
    MIN("t128"."age") AS "latest_visit_age",
    MAX("t128"."age") AS "oldest_visit_age"
  FROM (
    SELECT
      "t33"."client_id",
      "t33"."visits",
      20454 - "t33"."day" AS "age",
      COALESCE("t33"."day" > "t123"."order_day", FALSE) AS "since_order"
    FROM (
      SELECT
        *
      FROM "winback_visits" AS "t4"
      WHERE
        "t4"."known_day" < 20454
    ) AS "t33"
    LEFT OUTER JOIN (
      SELECT
        "t112"."client_id" AS "buyer",
        "t112"."day" AS "order_day"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t47"."client_id",
            "t47"."day"
          FROM (
            SELECT
              *
            FROM "winback_settled" AS "t6"
            WHERE
              "t6"."day" < 20454
              AND (
                (
                  "t6"."next_day" IS NULL
                ) OR (
                  "t6"."next_day" >= 20454
                )
              )
          ) AS "t47"
          ANTI JOIN (
            SELECT DISTINCT
              "t9"."client_id"
            FROM "winback_unsettled" AS "t9"
            WHERE
              "t9"."day" < 20454
              AND (
                (
                  "t9"."known_day" >= 20454
                )
                OR COALESCE("t9"."void_day" >= 20454, FALSE)
              )
          ) AS "t53"
            ON "t47"."client_id" = "t53"."client_id"
        ) AS "t65"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t107"."client_id",
            "t107"."day"
          FROM "t105" AS "t107"
          WHERE
            "t107"."next_day" IS NULL
        ) AS "t110"
      ) AS "t112"
    ) AS "t123"
      ON "t33"."client_id" = "t123"."buyer"
  ) AS "t128"
  GROUP BY
    1
) AS "t136"
  ON "t145"."client_id" = "t136"."activity_client"
LEFT OUTER JOIN (
  SELECT
    "t104"."client_id" AS "managers_client",
    COUNT(*) AS "manager_rows",
    COUNT(DISTINCT "t104"."manager") AS "manager_names",
    SUM(CASE WHEN "t104"."changed" AND (
      "t104"."age" <= 90
    ) THEN 1 ELSE 0 END) AS "manager_changed_90",
    SUM(CASE WHEN "t104"."changed" AND (
      "t104"."age" <= 365
    ) THEN 1 ELSE 0 END) AS "manager_changed_365",
    MIN(CASE WHEN "t104"."changed" THEN "t104"."age" ELSE CAST(NULL AS INT) END) AS "latest_manager_change_age",
    MAX("t104"."age") AS "oldest_manager_age",
    MIN(CASE WHEN "t104"."dismissed" THEN "t104"."end_age" ELSE CAST(NULL AS INT) END) AS "latest_manager_dismissed_age",
    MIN("t104"."end_age") AS "latest_manager_end_age",
    SUM(
      CASE
        WHEN (
          "t104"."end_age" IS NULL
        ) OR (
          "t104"."end_age" <= 1
        )
        THEN 1
        ELSE 0
      END
    ) AS "managers_in_office"
  FROM (
    SELECT
      "t91"."client_id",
      "t91"."manager",
      20454 - "t91"."day" AS "age",
      "t91"."changed",
      CASE
        WHEN COALESCE("t91"."end_day" < 20454, FALSE)
        THEN 20454 - "t91"."end_day"
        ELSE CAST(NULL AS INT)
      END AS "end_age",
      COALESCE("t91"."end_day" < 20454, FALSE) AND "t91"."dismissed" AS "dismissed"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t40"."client_id",
          "t40"."manager",
          "t40"."valid_from",
          "t40"."day",
          "t40"."known_day",
          "t40"."end_day",
          "t40"."dismissed",
          "t40"."changed"
        FROM (
          SELECT
            *
          FROM "winback_linked_managers" AS "t12"
          WHERE
            "t12"."known_day" < 20454
        ) AS "t40"
        ANTI JOIN (
          SELECT DISTINCT
            "t14"."client_id"
          FROM "winback_late_managers" AS "t14"
          WHERE
            "t14"."day" < 20454 AND "t14"."known_day" >= 20454
        ) AS "t42"
          ON "t40"."client_id" = "t42"."client_id"
      ) AS "t61"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t62"."client_id",
            "t62"."manager",
            "t62"."valid_from",
            "t62"."day",
            "t62"."known_day",
            "t62"."end_day",
            "t62"."dismissed",
            COALESCE(
              "t62"."manager" <> LAG("t62"."manager") OVER (
                PARTITION BY "t62"."client_id"
                ORDER BY "t62"."valid_from" ASC, "t62"."manager" ASC
                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
              ),
              FALSE
            ) AS "changed"
          FROM (
            SELECT
              "t40"."client_id",
              "t40"."manager",
              "t40"."valid_from",
              "t40"."day",
              "t40"."known_day",
              "t40"."end_day",
              "t40"."dismissed",
              "t40"."changed"
            FROM (
              SELECT
                *
              FROM "winback_linked_managers" AS "t12"
              WHERE
                "t12"."known_day" < 20454
            ) AS "t40"
            SEMI JOIN (
              SELECT DISTINCT
                "t14"."client_id"
              FROM "winback_late_managers" AS "t14"
              WHERE
                "t14"."day" < 20454 AND "t14"."known_day" >= 20454
            ) AS "t42"
              ON "t40"."client_id" = "t42"."client_id"
          ) AS "t62"
        ) AS "t84"
      ) AS "t88"
    ) AS "t91"
  ) AS "t104"
  GROUP BY
    1
) AS "t117"
  ON "t145"."client_id" = "t117"."managers_client"
LEFT OUTER JOIN (
  SELECT
    "t32"."client_id" AS "branches_client",
    SUBSTRING(
      MIN(CAST("t32"."age" + 1000000 AS TEXT) || "t32"."branch"),
      CASE
        WHEN (
          7 + 1
        ) >= 1
        THEN 7 + 1
        ELSE 7 + 1 + LENGTH(MIN(CAST("t32"."age" + 1000000 AS TEXT) || "t32"."branch"))
      END
    ) AS "branch"
  FROM (
    SELECT
      "t1"."client_id",
      "t1"."branch",
      20454 - "t1"."day" AS "age"
    FROM "winback_branches" AS "t1"
    WHERE
      "t1"."known_day" < 20454
      AND (
        (
          "t1"."void_day" IS NULL
        ) OR (
          "t1"."void_day" >= 20454
        )
      )
  ) AS "t32"
  GROUP BY
    1
) AS "t72"
  ON "t145"."client_id" = "t72"."branches_client"
LEFT OUTER JOIN (
  SELECT
    "t87"."client_id" AS "attributes_client",
    MAX("t87"."client_kind") AS "client_kind",
    MAX("t87"."client_industry") AS "client_industry",
    MAX("t87"."client_region") AS "client_region",
    MAX("t87"."client_age") AS "client_age",
    MAX("t87"."contract_days_left") AS "contract_days_left"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t52"."client_id",
        "t52"."kind" AS "client_kind",
        "t52"."industry" AS "client_industry",
        "t52"."region" AS "client_region",
        CASE
          WHEN CAST(DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t52"."created_on") AS INT) < 20454
          THEN 20454 - CAST(DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t52"."created_on") AS INT)
          ELSE CAST(NULL AS INT)
        END AS "client_age",
        CAST(DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t52"."contract_ends_on") AS INT) - 20454 AS "contract_days_left",
        ROW_NUMBER() OVER (
          PARTITION BY "t52"."client_id"
          ORDER BY "t52"."valid_from" DESC, "t52"."known_at" DESC, COALESCE("t52"."kind", '') ASC, COALESCE("t52"."industry", '') ASC, COALESCE("t52"."region", '') ASC, COALESCE(CAST("t52"."created_on" AS TEXT), '') ASC, COALESCE(CAST("t52"."contract_ends_on" AS TEXT), '') ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) - 1 AS "back"
      FROM (
        SELECT
          *
        FROM "clients" AS "t5"
        WHERE
          CAST(DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), CAST("t5"."valid_from" AS DATE)) AS INT) < 20454
          AND CAST(DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), CAST("t5"."known_at" AS DATE)) AS INT) < 20454
      ) AS "t52"
    ) AS "t76"
    WHERE
      "t76"."back" = 0
  ) AS "t87"
  GROUP BY
    1
) AS "t99"
  ON "t145"."client_id" = "t99"."attributes_client"
)

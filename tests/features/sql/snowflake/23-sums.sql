SELECT
  CAST("client_id" AS VARCHAR) AS "client_id",
  CAST("amount_month_0" AS BIGINT) AS "amount_month_0",
  CAST("amount_month_1" AS BIGINT) AS "amount_month_1",
  CAST("amount_month_2" AS BIGINT) AS "amount_month_2",
  CAST("amount_month_3" AS BIGINT) AS "amount_month_3",
  CAST("amount_month_4" AS BIGINT) AS "amount_month_4",
  CAST("amount_month_5" AS BIGINT) AS "amount_month_5",
  CAST("amount_month_6" AS BIGINT) AS "amount_month_6",
  CAST("amount_month_7" AS BIGINT) AS "amount_month_7",
  CAST("amount_month_8" AS BIGINT) AS "amount_month_8",
  CAST("amount_month_9" AS BIGINT) AS "amount_month_9",
  CAST("amount_month_10" AS BIGINT) AS "amount_month_10",
  CAST("amount_month_11" AS BIGINT) AS "amount_month_11",
  CAST("amount_month_12" AS BIGINT) AS "amount_month_12",
  CAST("amount_month_13" AS BIGINT) AS "amount_month_13",
  CAST("amount_month_14" AS BIGINT) AS "amount_month_14",
  CAST("year_amount" AS BIGINT) AS "year_amount",
  CAST("year_amount_before" AS BIGINT) AS "year_amount_before",
  CAST("log_gap_sum" AS BIGINT) AS "log_gap_sum",
  CAST("log_gap_squares" AS BIGINT) AS "log_gap_squares",
  CAST("longest_gap" AS BIGINT) AS "longest_gap",
  CAST("last_gap" AS BIGINT) AS "last_gap",
  CAST("recent_log_gap_sum" AS BIGINT) AS "recent_log_gap_sum",
  CAST("order_days" AS BIGINT) AS "order_days",
  CAST("oldest_age" AS BIGINT) AS "oldest_age",
  CAST("latest_age" AS BIGINT) AS "latest_age",
  CAST("decayed_30" AS BIGINT) AS "decayed_30",
  CAST("decayed_90" AS BIGINT) AS "decayed_90",
  CAST("decayed_180" AS BIGINT) AS "decayed_180",
  CAST("window_counts" AS BIGINT) AS "window_counts",
  CAST("last_weeks" AS BIGINT) AS "last_weeks",
  CAST("season_days_ahead" AS BIGINT) AS "season_days_ahead",
  CAST("season_days_year_ago" AS BIGINT) AS "season_days_year_ago",
  CAST("weekday_counts" AS BIGINT) AS "weekday_counts",
  CAST("amount_sum" AS BIGINT) AS "amount_sum",
  CAST("margin_sum" AS BIGINT) AS "margin_sum",
  CAST("last_amount" AS BIGINT) AS "last_amount",
  CAST("largest_amount" AS BIGINT) AS "largest_amount",
  CAST("recent_amount" AS BIGINT) AS "recent_amount",
  CAST("log_amount_sum" AS BIGINT) AS "log_amount_sum",
  CAST("log_amount_squares" AS BIGINT) AS "log_amount_squares",
  CAST("age_sum" AS BIGINT) AS "age_sum",
  CAST("age_squares" AS BIGINT) AS "age_squares",
  CAST("age_log_amount" AS BIGINT) AS "age_log_amount",
  CAST("discounted_days_365" AS BIGINT) AS "discounted_days_365",
  CAST("discount_90" AS BIGINT) AS "discount_90",
  CAST("discount_365" AS BIGINT) AS "discount_365",
  CAST("discount_ever" AS BIGINT) AS "discount_ever",
  CAST("latest_discount_age" AS BIGINT) AS "latest_discount_age",
  CAST("product_count_365" AS BIGINT) AS "product_count_365",
  CAST("product_count_half" AS BIGINT) AS "product_count_half",
  CAST("product_count_half_before" AS BIGINT) AS "product_count_half_before",
  CAST("product_count_90" AS BIGINT) AS "product_count_90",
  CAST("product_count_new_90" AS BIGINT) AS "product_count_new_90",
  CAST("basket_paid" AS BIGINT) AS "basket_paid",
  CAST("basket_paid_priced" AS BIGINT) AS "basket_paid_priced",
  CAST("basket_today" AS BIGINT) AS "basket_today",
  CAST("last_paid" AS BIGINT) AS "last_paid",
  CAST("last_at_price_before" AS BIGINT) AS "last_at_price_before",
  CAST("category_count_365" AS BIGINT) AS "category_count_365",
  CAST("category_count_half" AS BIGINT) AS "category_count_half",
  CAST("category_count_half_before" AS BIGINT) AS "category_count_half_before",
  CAST("category_count_new_90" AS BIGINT) AS "category_count_new_90",
  CAST("category_count_regular" AS BIGINT) AS "category_count_regular",
  CAST("category_count_given_up" AS BIGINT) AS "category_count_given_up",
  CAST("category_amount" AS BIGINT) AS "category_amount",
  CAST("top_category_amount" AS BIGINT) AS "top_category_amount",
  CAST("setback_count_90" AS BIGINT) AS "setback_count_90",
  CAST("setback_count_365" AS BIGINT) AS "setback_count_365",
  CAST("return_count_365" AS BIGINT) AS "return_count_365",
  CAST("cancellation_count_365" AS BIGINT) AS "cancellation_count_365",
  CAST("returned_amount_365" AS BIGINT) AS "returned_amount_365",
  CAST("undone_amount_365" AS BIGINT) AS "undone_amount_365",
  CAST("refunded_margin" AS BIGINT) AS "refunded_margin",
  CAST("latest_setback_age" AS BIGINT) AS "latest_setback_age",
  CAST("delivered_90" AS BIGINT) AS "delivered_90",
  CAST("delivered_365" AS BIGINT) AS "delivered_365",
  CAST("late_90" AS BIGINT) AS "late_90",
  CAST("late_365" AS BIGINT) AS "late_365",
  CAST("days_late_365" AS BIGINT) AS "days_late_365",
  CAST("worst_late_365" AS BIGINT) AS "worst_late_365",
  CAST("latest_delivery_age" AS BIGINT) AS "latest_delivery_age",
  CAST("latest_late_delivery_age" AS BIGINT) AS "latest_late_delivery_age",
  CAST("overdue_count" AS BIGINT) AS "overdue_count",
  CAST("oldest_overdue_days" AS BIGINT) AS "oldest_overdue_days",
  CAST("complaints" AS BIGINT) AS "complaints",
  CAST("complaints_30" AS BIGINT) AS "complaints_30",
  CAST("complaints_90" AS BIGINT) AS "complaints_90",
  CAST("complaints_365" AS BIGINT) AS "complaints_365",
  CAST("complaints_service" AS BIGINT) AS "complaints_service",
  CAST("complaints_delivery" AS BIGINT) AS "complaints_delivery",
  CAST("complaints_quality" AS BIGINT) AS "complaints_quality",
  CAST("complaints_price" AS BIGINT) AS "complaints_price",
  CAST("complaints_conflict" AS BIGINT) AS "complaints_conflict",
  CAST("complaints_other" AS BIGINT) AS "complaints_other",
  CAST("complaints_open" AS BIGINT) AS "complaints_open",
  CAST("complaints_closed" AS BIGINT) AS "complaints_closed",
  CAST("complaint_days_to_resolve" AS BIGINT) AS "complaint_days_to_resolve",
  CAST("latest_complaint_age" AS BIGINT) AS "latest_complaint_age",
  CAST("oldest_open_complaint_age" AS BIGINT) AS "oldest_open_complaint_age",
  CAST("worst_complaint" AS BIGINT) AS "worst_complaint",
  CAST("conflict_count_365" AS BIGINT) AS "conflict_count_365",
  CAST("latest_conflict_age" AS BIGINT) AS "latest_conflict_age",
  CAST("latest_quality_age" AS BIGINT) AS "latest_quality_age",
  CAST("latest_slow_age" AS BIGINT) AS "latest_slow_age",
  CAST("complaints_compared" AS BIGINT) AS "complaints_compared",
  CAST("days_compared" AS BIGINT) AS "days_compared",
  CAST("usual_hundredths_compared" AS BIGINT) AS "usual_hundredths_compared",
  CAST("open_beyond_usual" AS BIGINT) AS "open_beyond_usual",
  CAST("nps_answers" AS BIGINT) AS "nps_answers",
  CAST("nps_sum" AS BIGINT) AS "nps_sum",
  CAST("nps_low" AS BIGINT) AS "nps_low",
  CAST("nps_last" AS BIGINT) AS "nps_last",
  CAST("nps_before" AS BIGINT) AS "nps_before",
  CAST("latest_nps_age" AS BIGINT) AS "latest_nps_age",
  CAST("nps_product_placed" AS BIGINT) AS "nps_product_placed",
  CAST("nps_service_placed" AS BIGINT) AS "nps_service_placed",
  CAST("nps_delivery_placed" AS BIGINT) AS "nps_delivery_placed",
  CAST("contact_count_30" AS BIGINT) AS "contact_count_30",
  CAST("contact_count_90" AS BIGINT) AS "contact_count_90",
  CAST("contact_count_365" AS BIGINT) AS "contact_count_365",
  CAST("since_reached_day" AS BIGINT) AS "since_reached_day",
  CAST("since_first_reached_day" AS BIGINT) AS "since_first_reached_day",
  CAST("since_inbound_day" AS BIGINT) AS "since_inbound_day",
  CAST("since_outbound_day" AS BIGINT) AS "since_outbound_day",
  CAST("since_informative_day" AS BIGINT) AS "since_informative_day",
  CAST("since_run_day" AS BIGINT) AS "since_run_day",
  CAST("pauses_so_far" AS BIGINT) AS "pauses_so_far",
  CAST("fruitless_run_so_far" AS BIGINT) AS "fruitless_run_so_far",
  CAST("longest_pause_365" AS BIGINT) AS "longest_pause_365",
  CAST("longest_outbound_365" AS BIGINT) AS "longest_outbound_365",
  CAST("inbound_365" AS BIGINT) AS "inbound_365",
  CAST("outbound_365" AS BIGINT) AS "outbound_365",
  CAST("informative_365" AS BIGINT) AS "informative_365",
  CAST("fruitless_365" AS BIGINT) AS "fruitless_365",
  CAST("refused_90" AS BIGINT) AS "refused_90",
  CAST("answered_90" AS BIGINT) AS "answered_90",
  CAST("answered_365" AS BIGINT) AS "answered_365",
  CAST("answer_minutes_90" AS BIGINT) AS "answer_minutes_90",
  CAST("answer_minutes_365" AS BIGINT) AS "answer_minutes_365",
  CAST("informative_age_0" AS BIGINT) AS "informative_age_0",
  CAST("informative_age_1" AS BIGINT) AS "informative_age_1",
  CAST("informative_age_2" AS BIGINT) AS "informative_age_2",
  CAST("informative_age_3" AS BIGINT) AS "informative_age_3",
  CAST("informative_age_4" AS BIGINT) AS "informative_age_4",
  CAST("informative_age_5" AS BIGINT) AS "informative_age_5",
  CAST("informative_age_6" AS BIGINT) AS "informative_age_6",
  CAST("informative_age_7" AS BIGINT) AS "informative_age_7",
  CAST("informative_age_8" AS BIGINT) AS "informative_age_8",
  CAST("informative_age_9" AS BIGINT) AS "informative_age_9",
  CAST("informative_age_10" AS BIGINT) AS "informative_age_10",
  CAST("informative_age_11" AS BIGINT) AS "informative_age_11",
  CAST("visit_count_30" AS BIGINT) AS "visit_count_30",
  CAST("visit_count_90" AS BIGINT) AS "visit_count_90",
  CAST("visit_count_before_30" AS BIGINT) AS "visit_count_before_30",
  CAST("visit_count_before_90" AS BIGINT) AS "visit_count_before_90",
  CAST("visit_count_since_order" AS BIGINT) AS "visit_count_since_order",
  CAST("latest_visit_age" AS BIGINT) AS "latest_visit_age",
  CAST("oldest_visit_age" AS BIGINT) AS "oldest_visit_age",
  CAST("manager_rows" AS BIGINT) AS "manager_rows",
  CAST("manager_names" AS BIGINT) AS "manager_names",
  CAST("manager_changed_90" AS BIGINT) AS "manager_changed_90",
  CAST("manager_changed_365" AS BIGINT) AS "manager_changed_365",
  CAST("latest_manager_change_age" AS BIGINT) AS "latest_manager_change_age",
  CAST("oldest_manager_age" AS BIGINT) AS "oldest_manager_age",
  CAST("latest_manager_dismissed_age" AS BIGINT) AS "latest_manager_dismissed_age",
  CAST("latest_manager_end_age" AS BIGINT) AS "latest_manager_end_age",
  CAST("managers_in_office" AS BIGINT) AS "managers_in_office",
  CAST("branch" AS VARCHAR) AS "branch",
  CAST("client_kind" AS VARCHAR) AS "client_kind",
  CAST("client_industry" AS VARCHAR) AS "client_industry",
  CAST("client_region" AS VARCHAR) AS "client_region",
  CAST("client_age" AS BIGINT) AS "client_age",
  CAST("contract_days_left" AS BIGINT) AS "contract_days_left"
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
    "t95"."day" - LAG("t95"."day") OVER (PARTITION BY "t95"."client_id" ORDER BY "t95"."day" ASC) AS "gap",
    LEAD("t95"."day") OVER (PARTITION BY "t95"."client_id" ORDER BY "t95"."day" ASC) AS "next_day",
    LEAD("t95"."day", 3) OVER (PARTITION BY "t95"."client_id" ORDER BY "t95"."day" ASC) AS "recent_until"
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
            WHERE
              EXISTS(
                SELECT
                  1
                FROM (
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
                WHERE
                  "t34"."client_id" = "t53"."client_id"
              )
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
      IFF(
        CAST(FLOOR(CAST("t133"."age" - 1 AS DOUBLE) / (
          30
        )) AS BIGINT) = 0,
        "t133"."amount",
        0
      )
    ) AS "amount_month_0",
    SUM(
      IFF(
        CAST(FLOOR(CAST("t133"."age" - 1 AS DOUBLE) / (
          30
        )) AS BIGINT) = 1,
        "t133"."amount",
        0
      )
    ) AS "amount_month_1",
    SUM(
      IFF(
        CAST(FLOOR(CAST("t133"."age" - 1 AS DOUBLE) / (
          30
        )) AS BIGINT) = 2,
        "t133"."amount",
        0
      )
    ) AS "amount_month_2",
    SUM(
      IFF(
        CAST(FLOOR(CAST("t133"."age" - 1 AS DOUBLE) / (
          30
        )) AS BIGINT) = 3,
        "t133"."amount",
        0
      )
    ) AS "amount_month_3",
    SUM(
      IFF(
        CAST(FLOOR(CAST("t133"."age" - 1 AS DOUBLE) / (
          30
        )) AS BIGINT) = 4,
        "t133"."amount",
        0
      )
    ) AS "amount_month_4",
    SUM(
      IFF(
        CAST(FLOOR(CAST("t133"."age" - 1 AS DOUBLE) / (
          30
        )) AS BIGINT) = 5,
        "t133"."amount",
        0
      )
    ) AS "amount_month_5",
    SUM(
      IFF(
        CAST(FLOOR(CAST("t133"."age" - 1 AS DOUBLE) / (
          30
        )) AS BIGINT) = 6,
        "t133"."amount",
        0
      )
    ) AS "amount_month_6",
    SUM(
      IFF(
        CAST(FLOOR(CAST("t133"."age" - 1 AS DOUBLE) / (
          30
        )) AS BIGINT) = 7,
        "t133"."amount",
        0
      )
    ) AS "amount_month_7",
    SUM(
      IFF(
        CAST(FLOOR(CAST("t133"."age" - 1 AS DOUBLE) / (
          30
        )) AS BIGINT) = 8,
        "t133"."amount",
        0
      )
    ) AS "amount_month_8",
    SUM(
      IFF(
        CAST(FLOOR(CAST("t133"."age" - 1 AS DOUBLE) / (
          30
        )) AS BIGINT) = 9,
        "t133"."amount",
        0
      )
    ) AS "amount_month_9",
    SUM(
      IFF(
        CAST(FLOOR(CAST("t133"."age" - 1 AS DOUBLE) / (
          30
        )) AS BIGINT) = 10,
        "t133"."amount",
        0
      )
    ) AS "amount_month_10",
    SUM(
      IFF(
        CAST(FLOOR(CAST("t133"."age" - 1 AS DOUBLE) / (
          30
        )) AS BIGINT) = 11,
        "t133"."amount",
        0
      )
    ) AS "amount_month_11",
    SUM(
      IFF(
        CAST(FLOOR(CAST("t133"."age" - 1 AS DOUBLE) / (
          30
        )) AS BIGINT) = 12,
        "t133"."amount",
        0
      )
    ) AS "amount_month_12",
    SUM(
      IFF(
        CAST(FLOOR(CAST("t133"."age" - 1 AS DOUBLE) / (
          30
        )) AS BIGINT) = 13,
        "t133"."amount",
        0
      )
    ) AS "amount_month_13",
    SUM(
      IFF(
        CAST(FLOOR(CAST("t133"."age" - 1 AS DOUBLE) / (
          30
        )) AS BIGINT) = 14,
        "t133"."amount",
        0
      )
    ) AS "amount_month_14",
    SUM(IFF("t133"."age" <= 365, "t133"."amount", 0)) AS "year_amount",
    SUM(IFF((
      "t133"."age" > 90
    ) AND (
      "t133"."age" <= 455
    ), "t133"."amount", 0)) AS "year_amount_before",
    SUM("t133"."log_gap") AS "log_gap_sum",
    SUM("t133"."log_gap" * "t133"."log_gap") AS "log_gap_squares",
    MAX("t133"."gap") AS "longest_gap",
    MAX(IFF("t133"."is_last", "t133"."gap", CAST(NULL AS INT))) AS "last_gap",
    SUM(IFF("t133"."is_recent", "t133"."log_gap", CAST(NULL AS BIGINT))) AS "recent_log_gap_sum",
    COUNT(*) AS "order_days",
    MAX("t133"."age") AS "oldest_age",
    MIN("t133"."age") AS "latest_age",
    SUM(
      CAST(ROUND(
        EXP(CAST("t133"."age" AS DOUBLE) * CAST(-0.003850817669777474 AS DOUBLE)) * EXP(CAST("t133"."age" AS DOUBLE) * CAST(-0.003850817669777474 AS DOUBLE)) * EXP(CAST("t133"."age" AS DOUBLE) * CAST(-0.003850817669777474 AS DOUBLE)) * EXP(CAST("t133"."age" AS DOUBLE) * CAST(-0.003850817669777474 AS DOUBLE)) * EXP(CAST("t133"."age" AS DOUBLE) * CAST(-0.003850817669777474 AS DOUBLE)) * EXP(CAST("t133"."age" AS DOUBLE) * CAST(-0.003850817669777474 AS DOUBLE)) * CAST(1000000.0 AS DOUBLE)
      ) AS BIGINT)
    ) AS "decayed_30",
    SUM(
      CAST(ROUND(
        EXP(CAST("t133"."age" AS DOUBLE) * CAST(-0.003850817669777474 AS DOUBLE)) * EXP(CAST("t133"."age" AS DOUBLE) * CAST(-0.003850817669777474 AS DOUBLE)) * CAST(1000000.0 AS DOUBLE)
      ) AS BIGINT)
    ) AS "decayed_90",
    SUM(
      CAST(ROUND(
        EXP(CAST("t133"."age" AS DOUBLE) * CAST(-0.003850817669777474 AS DOUBLE)) * CAST(1000000.0 AS DOUBLE)
      ) AS BIGINT)
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
      IFF(
        (
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
        ),
        1,
        0
      )
    ) AS "last_weeks",
    SUM(IFF((
      "t133"."age" > 305
    ) AND (
      "t133"."age" <= 365
    ), 1, 0)) AS "season_days_ahead",
    SUM(IFF((
      "t133"."age" > 365
    ) AND (
      "t133"."age" <= 425
    ), 1, 0)) AS "season_days_year_ago",
    SUM(
      IFF(
        "t133"."age" <= 365,
        IFF(
          (
            (
              "t133"."day" + 70000
            ) % 7
          ) = 5,
          1099511627776,
          IFF(
            (
              (
                "t133"."day" + 70000
              ) % 7
            ) = 4,
            4294967296,
            IFF(
              (
                (
                  "t133"."day" + 70000
                ) % 7
              ) = 3,
              16777216,
              IFF(
                (
                  (
                    "t133"."day" + 70000
                  ) % 7
                ) = 2,
                65536,
                IFF(
                  (
                    (
                      "t133"."day" + 70000
                    ) % 7
                  ) = 1,
                  256,
                  IFF((
                    (
                      "t133"."day" + 70000
                    ) % 7
                  ) = 0, 1, 281474976710656)
                )
              )
            )
          )
        ),
        0
      )
    ) AS "weekday_counts",
    SUM("t133"."amount") AS "amount_sum",
    SUM("t133"."margin") AS "margin_sum",
    MAX(IFF("t133"."is_last", "t133"."amount", CAST(NULL AS BIGINT))) AS "last_amount",
    MAX("t133"."amount") AS "largest_amount",
    SUM(IFF("t133"."is_recent", "t133"."amount", 0)) AS "recent_amount",
    SUM("t133"."log_amount") AS "log_amount_sum",
    SUM("t133"."log_amount" * "t133"."log_amount") AS "log_amount_squares",
    SUM("t133"."age") AS "age_sum",
    SUM("t133"."age" * "t133"."age") AS "age_squares",
    SUM("t133"."age" * "t133"."log_amount") AS "age_log_amount",
    SUM(IFF((
      "t133"."age" <= 365
    ) AND (
      "t133"."discounted" > 0
    ), 1, 0)) AS "discounted_days_365",
    SUM(IFF("t133"."age" <= 90, "t133"."discount", 0)) AS "discount_90",
    SUM(IFF("t133"."age" <= 365, "t133"."discount", 0)) AS "discount_365",
    SUM("t133"."discount") AS "discount_ever",
    MIN(IFF("t133"."discounted" > 0, "t133"."age", CAST(NULL AS INT))) AS "latest_discount_age"
  FROM (
    SELECT
      "t127"."client_id",
      "t127"."day",
      20454 - "t127"."day" AS "age",
      "t127"."gap",
      "t127"."amount",
      "t127"."margin" + CAST(ROUND(CAST("t127"."unpriced" AS DOUBLE) * CAST(0.3 AS DOUBLE)) AS BIGINT) AS "margin",
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
        WHERE
          NOT EXISTS(
            SELECT
              1
            FROM (
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
            WHERE
              "t34"."client_id" = "t53"."client_id"
          )
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
          CAST(ROUND(
            LN(
              GREATEST(
                COALESCE(COALESCE(CAST("t107"."gap" AS DOUBLE), CAST(1.0 AS DOUBLE)), CAST(1.0 AS DOUBLE)),
                CAST(1.0 AS DOUBLE)
              )
            ) * CAST(1000000.0 AS DOUBLE)
          ) AS BIGINT) AS "log_gap",
          CAST(ROUND(
            LN(
              GREATEST(
                COALESCE(
                  COALESCE(CAST("t107"."amount" AS DOUBLE), CAST(1.0 AS DOUBLE)),
                  CAST(1.0 AS DOUBLE)
                ),
                CAST(1.0 AS DOUBLE)
              )
            ) * CAST(1000000.0 AS DOUBLE)
          ) AS BIGINT) AS "log_amount"
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
    SUM(IFF("t146"."is_last", 1, 0)) AS "product_count_365",
    SUM(IFF("t146"."is_last" AND (
      "t146"."age" <= 180
    ), 1, 0)) AS "product_count_half",
    SUM(IFF("t146"."half_before", 1, 0)) AS "product_count_half_before",
    SUM(IFF("t146"."is_last" AND (
      "t146"."age" <= 90
    ), 1, 0)) AS "product_count_90",
    SUM(IFF("t146"."is_new", 1, 0)) AS "product_count_new_90",
    SUM("t146"."basket_paid") AS "basket_paid",
    SUM(IFF("t146"."basket_today" IS NOT NULL, "t146"."basket_paid", 0)) AS "basket_paid_priced",
    SUM("t146"."basket_today") AS "basket_today",
    SUM(
      IFF("t146"."is_last" AND (
        "t146"."cost_before" IS NOT NULL
      ), "t146"."paid", 0)
    ) AS "last_paid",
    SUM(
      IFF("t146"."is_last" AND (
        "t146"."cost_before" IS NOT NULL
      ), "t146"."cost_before", 0)
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
        IFF(
          (
            CAST("t141"."quantity_so_far" AS DOUBLE) * "t36"."price"
          ) > CAST(1000000000000000.0 AS DOUBLE),
          CAST(1000000000000000.0 AS DOUBLE),
          CAST("t141"."quantity_so_far" AS DOUBLE) * "t36"."price"
        )
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
            IFF("t125"."next_day" < 20454, 20454 - "t125"."next_day", CAST(NULL AS INT)) AS "next_age"
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
              WHERE
                NOT EXISTS(
                  SELECT
                    1
                  FROM (
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
                  WHERE
                    "t44"."client_id" = "t55"."client_id"
                )
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
                  ) AS "next_day",
                  LAG("t93"."day") OVER (
                    PARTITION BY "t93"."client_id", "t93"."product"
                    ORDER BY "t93"."day" ASC, "t93"."known_day" ASC
                  ) IS NULL AS "is_new",
                  CAST(ROUND(
                    IFF(
                      (
                        CAST("t93"."quantity" AS DOUBLE) * (
                          CAST(LAG("t93"."paid") OVER (
                            PARTITION BY "t93"."client_id", "t93"."product"
                            ORDER BY "t93"."day" ASC, "t93"."known_day" ASC
                          ) AS DOUBLE) / NULLIF(
                            CAST(LAG("t93"."quantity") OVER (
                              PARTITION BY "t93"."client_id", "t93"."product"
                              ORDER BY "t93"."day" ASC, "t93"."known_day" ASC
                            ) AS DOUBLE),
                            0
                          )
                        )
                      ) > CAST(1000000000000000.0 AS DOUBLE),
                      CAST(1000000000000000.0 AS DOUBLE),
                      CAST("t93"."quantity" AS DOUBLE) * (
                        CAST(LAG("t93"."paid") OVER (
                          PARTITION BY "t93"."client_id", "t93"."product"
                          ORDER BY "t93"."day" ASC, "t93"."known_day" ASC
                        ) AS DOUBLE) / NULLIF(
                          CAST(LAG("t93"."quantity") OVER (
                            PARTITION BY "t93"."client_id", "t93"."product"
                            ORDER BY "t93"."day" ASC, "t93"."known_day" ASC
                          ) AS DOUBLE),
                          0
                        )
                      )
                    )
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
                        WHERE
                          EXISTS(
                            SELECT
                              1
                            FROM (
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
                            WHERE
                              "t44"."client_id" = "t55"."client_id"
                          )
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
    SUM(IFF("t139"."is_last" AND (
      "t139"."age" <= 365
    ), 1, 0)) AS "category_count_365",
    SUM(IFF("t139"."is_last" AND (
      "t139"."age" <= 180
    ), 1, 0)) AS "category_count_half",
    SUM(IFF("t139"."half_before", 1, 0)) AS "category_count_half_before",
    SUM(IFF("t139"."is_last" AND (
      "t139"."first_age" <= 90
    ), 1, 0)) AS "category_count_new_90",
    SUM(IFF("t139"."regular", 1, 0)) AS "category_count_regular",
    SUM(IFF("t139"."given_up", 1, 0)) AS "category_count_given_up",
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
      IFF("t132"."is_last", "t132"."paid_so_far", 0) AS "paid"
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
          IFF("t109"."next_day" < 20454, 20454 - "t109"."next_day", CAST(NULL AS INT)) AS "next_age"
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
            WHERE
              NOT EXISTS(
                SELECT
                  1
                FROM (
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
                WHERE
                  "t43"."client_id" = "t55"."client_id"
              )
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
                ) AS "next_day",
                MIN("t92"."day") OVER (
                  PARTITION BY "t92"."client_id", "t92"."category"
                  ORDER BY "t92"."day" ASC, "t92"."known_day" ASC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                ) AS "first_day",
                (
                  DENSE_RANK() OVER (PARTITION BY "t92"."client_id", "t92"."category" ORDER BY "t92"."day" ASC) - 1
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
                      WHERE
                        EXISTS(
                          SELECT
                            1
                          FROM (
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
                          WHERE
                            "t43"."client_id" = "t55"."client_id"
                        )
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
          WHERE
            NOT EXISTS(
              SELECT
                1
              FROM (
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
              WHERE
                "t47"."client_id" = "t53"."client_id"
            )
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
    SUM(IFF("t50"."age" <= 90, "t50"."times", 0)) AS "setback_count_90",
    SUM(IFF("t50"."age" <= 365, "t50"."times", 0)) AS "setback_count_365",
    SUM(IFF((
      "t50"."age" <= 365
    ) AND NOT (
      "t50"."cancelled"
    ), "t50"."times", 0)) AS "return_count_365",
    SUM(IFF((
      "t50"."age" <= 365
    ) AND "t50"."cancelled", "t50"."times", 0)) AS "cancellation_count_365",
    SUM(IFF((
      "t50"."age" <= 365
    ) AND NOT (
      "t50"."cancelled"
    ), "t50"."amount", 0)) AS "returned_amount_365",
    SUM(
      IFF(
        (
          "t50"."age" <= 365
        )
        AND NOT (
          "t50"."cancelled"
        )
        AND NOT (
          "t50"."counts"
        ),
        "t50"."amount",
        0
      )
    ) AS "undone_amount_365",
    SUM(IFF("t50"."counts", "t50"."margin", 0)) AS "refunded_margin",
    MIN("t50"."age") AS "latest_setback_age"
  FROM (
    SELECT
      "t0"."client_id",
      "t0"."day",
      "t0"."cancelled",
      "t0"."times",
      "t0"."amount",
      "t0"."margin" + CAST(ROUND(CAST("t0"."unpriced" AS DOUBLE) * CAST(0.3 AS DOUBLE)) AS BIGINT) AS "margin",
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
    SUM(IFF("t103"."age" <= 90, "t103"."times", 0)) AS "delivered_90",
    SUM(IFF("t103"."age" <= 365, "t103"."times", 0)) AS "delivered_365",
    SUM(
      IFF((
        "t103"."age" <= 90
      ) AND (
        "t103"."days_late" > 0
      ), "t103"."times", 0)
    ) AS "late_90",
    SUM(
      IFF((
        "t103"."age" <= 365
      ) AND (
        "t103"."days_late" > 0
      ), "t103"."times", 0)
    ) AS "late_365",
    SUM(
      IFF(
        "t103"."age" <= 365,
        IFF("t103"."days_late" > 0, "t103"."days_late", 0) * "t103"."times",
        0
      )
    ) AS "days_late_365",
    MAX(
      IFF(
        "t103"."age" <= 365,
        IFF("t103"."days_late" > 0, "t103"."days_late", 0),
        CAST(NULL AS INT)
      )
    ) AS "worst_late_365",
    MIN("t103"."age") AS "latest_delivery_age",
    MIN(IFF("t103"."days_late" > 0, "t103"."age", CAST(NULL AS INT))) AS "latest_late_delivery_age",
    SUM(IFF("t103"."overdue_days" IS NOT NULL, "t103"."times", 0)) AS "overdue_count",
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
          IFF(
            COALESCE("t3"."delivered_day" < 20454, FALSE),
            20454 - "t3"."delivered_day",
            CAST(NULL AS INT)
          ) AS "age",
          IFF(
            COALESCE("t3"."delivered_day" < 20454, FALSE),
            "t3"."delivered_day" - "t3"."promised_day",
            CAST(NULL AS INT)
          ) AS "days_late",
          IFF(
            NOT (
              COALESCE("t3"."delivered_day" < 20454, FALSE)
            )
            AND NOT (
              COALESCE("t3"."closed_day" < 20454, FALSE)
            )
            AND (
              "t3"."promised_day" < 20454
            ),
            20454 - "t3"."promised_day",
            CAST(NULL AS INT)
          ) AS "overdue_days",
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
          IFF("t78"."parts" = "t78"."parts_came", 20454 - "t78"."came_day", CAST(NULL AS INT)) AS "age",
          IFF("t78"."parts" = "t78"."parts_came", "t78"."days_late", CAST(NULL AS INT)) AS "days_late",
          20454 - "t78"."due_day" AS "overdue_days",
          1 AS "times"
        FROM (
          SELECT
            "t38"."client_id",
            "t38"."order_id",
            COUNT(*) AS "parts",
            SUM(IFF(COALESCE("t38"."delivered_day" < 20454, FALSE), 1, 0)) AS "parts_came",
            MAX(
              IFF(
                COALESCE("t38"."delivered_day" < 20454, FALSE),
                "t38"."delivered_day",
                CAST(NULL AS INT)
              )
            ) AS "came_day",
            MAX(
              IFF(
                COALESCE("t38"."delivered_day" < 20454, FALSE),
                "t38"."delivered_day" - "t38"."promised_day",
                CAST(NULL AS INT)
              )
            ) AS "days_late",
            MIN(
              IFF(
                NOT (
                  COALESCE("t38"."delivered_day" < 20454, FALSE)
                )
                AND NOT (
                  COALESCE("t38"."closed_day" < 20454, FALSE)
                )
                AND (
                  "t38"."promised_day" < 20454
                ),
                "t38"."promised_day",
                CAST(NULL AS INT)
              )
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
    SUM(IFF("t77"."age" <= 30, 1, 0)) AS "complaints_30",
    SUM(IFF("t77"."age" <= 90, 1, 0)) AS "complaints_90",
    SUM(IFF("t77"."age" <= 365, 1, 0)) AS "complaints_365",
    SUM(IFF("t77"."category" = 'service', 1, 0)) AS "complaints_service",
    SUM(IFF("t77"."category" = 'delivery', 1, 0)) AS "complaints_delivery",
    SUM(IFF("t77"."category" = 'quality', 1, 0)) AS "complaints_quality",
    SUM(IFF("t77"."category" = 'price', 1, 0)) AS "complaints_price",
    SUM(IFF("t77"."category" = 'conflict', 1, 0)) AS "complaints_conflict",
    SUM(IFF("t77"."category" = 'other', 1, 0)) AS "complaints_other",
    SUM(
      IFF(NOT (
        "t77"."days_to_resolve" IS NOT NULL
      ) AND (
        "t77"."age" <= 365
      ), 1, 0)
    ) AS "complaints_open",
    SUM(IFF("t77"."days_to_resolve" IS NOT NULL, 1, 0)) AS "complaints_closed",
    SUM("t77"."days_to_resolve") AS "complaint_days_to_resolve",
    MIN("t77"."age") AS "latest_complaint_age",
    MAX(
      IFF(
        NOT (
          "t77"."days_to_resolve" IS NOT NULL
        ) AND (
          "t77"."age" <= 365
        ),
        "t77"."age",
        CAST(NULL AS INT)
      )
    ) AS "oldest_open_complaint_age",
    MAX(IFF("t77"."age" <= 365, "t77"."severity", CAST(NULL AS BIGINT))) AS "worst_complaint",
    SUM(IFF((
      "t77"."age" <= 365
    ) AND (
      "t77"."category" = 'conflict'
    ), 1, 0)) AS "conflict_count_365",
    MIN(IFF("t77"."category" = 'conflict', "t77"."age", CAST(NULL AS INT))) AS "latest_conflict_age",
    MIN(IFF("t77"."category" = 'quality', "t77"."age", CAST(NULL AS INT))) AS "latest_quality_age",
    MIN(
      IFF(
        IFF("t77"."days_to_resolve" IS NOT NULL, "t77"."days_to_resolve", "t77"."age") > "t77"."usual",
        "t77"."age",
        CAST(NULL AS INT)
      )
    ) AS "latest_slow_age",
    SUM(
      IFF(
        (
          "t77"."age" <= 365
        )
        AND (
          "t77"."days_to_resolve" IS NOT NULL
        )
        AND (
          "t77"."usual" IS NOT NULL
        ),
        1,
        0
      )
    ) AS "complaints_compared",
    SUM(
      IFF(
        (
          "t77"."age" <= 365
        )
        AND (
          "t77"."days_to_resolve" IS NOT NULL
        )
        AND (
          "t77"."usual" IS NOT NULL
        ),
        "t77"."days_to_resolve",
        0
      )
    ) AS "days_compared",
    SUM(
      IFF(
        (
          "t77"."age" <= 365
        )
        AND (
          "t77"."days_to_resolve" IS NOT NULL
        )
        AND (
          "t77"."usual" IS NOT NULL
        ),
        CAST(ROUND("t77"."usual" * 100) AS BIGINT),
        0
      )
    ) AS "usual_hundredths_compared",
    SUM(
      IFF(
        NOT (
          "t77"."days_to_resolve" IS NOT NULL
        )
        AND (
          "t77"."age" <= 365
        )
        AND (
          "t77"."age" > "t77"."usual"
        ),
        1,
        0
      )
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
          20454 - CAST(DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("t8"."opened_at" AS DATE)) AS INT) AS "age",
          IFF(
            CAST(DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("t8"."closed_at" AS DATE)) AS INT) < 20454,
            CAST(DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("t8"."closed_at" AS DATE)) AS INT) - CAST(DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("t8"."opened_at" AS DATE)) AS INT),
            CAST(NULL AS INT)
          ) AS "days_to_resolve"
        FROM "complaints" AS "t8"
        WHERE
          CAST(DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("t8"."known_at" AS DATE)) AS INT) < 20454
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
    SUM(IFF("t73"."score" < 7, 1, 0)) AS "nps_low",
    MAX(IFF("t73"."back" = 0, "t73"."score", CAST(NULL AS BIGINT))) AS "nps_last",
    MAX(IFF("t73"."back" = 1, "t73"."score", CAST(NULL AS BIGINT))) AS "nps_before",
    MIN("t73"."age") AS "latest_nps_age",
    MIN(
      IFF(
        "t73"."topic" = 'product',
        (
          "t73"."back" * 16
        ) + "t73"."score",
        CAST(NULL AS BIGINT)
      )
    ) AS "nps_product_placed",
    MIN(
      IFF(
        "t73"."topic" = 'service',
        (
          "t73"."back" * 16
        ) + "t73"."score",
        CAST(NULL AS BIGINT)
      )
    ) AS "nps_service_placed",
    MIN(
      IFF(
        "t73"."topic" = 'delivery',
        (
          "t73"."back" * 16
        ) + "t73"."score",
        CAST(NULL AS BIGINT)
      )
    ) AS "nps_delivery_placed"
  FROM (
    SELECT
      "t51"."client_id",
      "t51"."score",
      "t51"."topic",
      20454 - CAST(DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("t51"."answered_at" AS DATE)) AS INT) AS "age",
      ROW_NUMBER() OVER (
        PARTITION BY "t51"."client_id"
        ORDER BY "t51"."answered_at" DESC NULLS LAST, "t51"."score" ASC
      ) - 1 AS "back"
    FROM (
      SELECT
        *
      FROM "nps" AS "t2"
      WHERE
        CAST(DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("t2"."known_at" AS DATE)) AS INT) < 20454
    ) AS "t51"
  ) AS "t73"
  GROUP BY
    1
) AS "t97"
  ON "t145"."client_id" = "t97"."nps_client"
LEFT OUTER JOIN (
  SELECT
    "t130"."client_id" AS "contacts_client",
    SUM(IFF("t130"."age" <= 30, 1, 0)) AS "contact_count_30",
    SUM(IFF("t130"."age" <= 90, 1, 0)) AS "contact_count_90",
    SUM(IFF("t130"."age" <= 365, 1, 0)) AS "contact_count_365",
    MAX("t130"."since_reached_day") AS "since_reached_day",
    MAX("t130"."since_first_reached_day") AS "since_first_reached_day",
    MAX("t130"."since_inbound_day") AS "since_inbound_day",
    MAX("t130"."since_outbound_day") AS "since_outbound_day",
    MAX("t130"."since_informative_day") AS "since_informative_day",
    MAX("t130"."since_run_day") AS "since_run_day",
    MAX("t130"."pauses_so_far") AS "pauses_so_far",
    MAX("t130"."fruitless_run_so_far") AS "fruitless_run_so_far",
    MAX(IFF("t130"."age" <= 365, "t130"."pause", CAST(NULL AS INT))) AS "longest_pause_365",
    MAX(IFF("t130"."age" <= 365, "t130"."outbound_pause", CAST(NULL AS INT))) AS "longest_outbound_365",
    SUM(IFF((
      "t130"."age" <= 365
    ) AND "t130"."inbound", 1, 0)) AS "inbound_365",
    SUM(IFF((
      "t130"."age" <= 365
    ) AND "t130"."outbound", 1, 0)) AS "outbound_365",
    SUM(IFF((
      "t130"."age" <= 365
    ) AND "t130"."informative", 1, 0)) AS "informative_365",
    SUM(IFF((
      "t130"."age" <= 365
    ) AND "t130"."fruitless", 1, 0)) AS "fruitless_365",
    SUM(IFF((
      "t130"."age" <= 90
    ) AND "t130"."refused", 1, 0)) AS "refused_90",
    SUM(
      IFF(
        (
          "t130"."age" <= 90
        )
        AND (
          NOT (
            "t130"."outbound"
          ) AND (
            "t130"."minutes" IS NOT NULL
          )
        ),
        1,
        0
      )
    ) AS "answered_90",
    SUM(
      IFF(
        (
          "t130"."age" <= 365
        )
        AND (
          NOT (
            "t130"."outbound"
          ) AND (
            "t130"."minutes" IS NOT NULL
          )
        ),
        1,
        0
      )
    ) AS "answered_365",
    SUM(
      IFF(
        (
          "t130"."age" <= 90
        )
        AND (
          NOT (
            "t130"."outbound"
          ) AND (
            "t130"."minutes" IS NOT NULL
          )
        ),
        "t130"."minutes",
        0
      )
    ) AS "answer_minutes_90",
    SUM(
      IFF(
        (
          "t130"."age" <= 365
        )
        AND (
          NOT (
            "t130"."outbound"
          ) AND (
            "t130"."minutes" IS NOT NULL
          )
        ),
        "t130"."minutes",
        0
      )
    ) AS "answer_minutes_365",
    MIN(
      IFF("t130"."informative" AND (
        "t130"."age" > 0
      ), "t130"."age", CAST(NULL AS INT))
    ) AS "informative_age_0",
    MIN(
      IFF("t130"."informative" AND (
        "t130"."age" > 7
      ), "t130"."age", CAST(NULL AS INT))
    ) AS "informative_age_1",
    MIN(
      IFF("t130"."informative" AND (
        "t130"."age" > 14
      ), "t130"."age", CAST(NULL AS INT))
    ) AS "informative_age_2",
    MIN(
      IFF("t130"."informative" AND (
        "t130"."age" > 21
      ), "t130"."age", CAST(NULL AS INT))
    ) AS "informative_age_3",
    MIN(
      IFF("t130"."informative" AND (
        "t130"."age" > 28
      ), "t130"."age", CAST(NULL AS INT))
    ) AS "informative_age_4",
    MIN(
      IFF("t130"."informative" AND (
        "t130"."age" > 35
      ), "t130"."age", CAST(NULL AS INT))
    ) AS "informative_age_5",
    MIN(
      IFF("t130"."informative" AND (
        "t130"."age" > 42
      ), "t130"."age", CAST(NULL AS INT))
    ) AS "informative_age_6",
    MIN(
      IFF("t130"."informative" AND (
        "t130"."age" > 49
      ), "t130"."age", CAST(NULL AS INT))
    ) AS "informative_age_7",
    MIN(
      IFF("t130"."informative" AND (
        "t130"."age" > 56
      ), "t130"."age", CAST(NULL AS INT))
    ) AS "informative_age_8",
    MIN(
      IFF("t130"."informative" AND (
        "t130"."age" > 63
      ), "t130"."age", CAST(NULL AS INT))
    ) AS "informative_age_9",
    MIN(
      IFF("t130"."informative" AND (
        "t130"."age" > 70
      ), "t130"."age", CAST(NULL AS INT))
    ) AS "informative_age_10",
    MIN(
      IFF("t130"."informative" AND (
        "t130"."age" > 77
      ), "t130"."age", CAST(NULL AS INT))
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
      IFF(
        (
          "t124"."next_day" IS NULL
        ) OR (
          "t124"."next_day" >= 20454
        ),
        20454 - "t124"."reached_day",
        CAST(NULL AS BIGINT)
      ) AS "since_reached_day",
      IFF(
        (
          "t124"."next_day" IS NULL
        ) OR (
          "t124"."next_day" >= 20454
        ),
        20454 - "t124"."first_reached_day",
        CAST(NULL AS BIGINT)
      ) AS "since_first_reached_day",
      IFF(
        (
          "t124"."next_day" IS NULL
        ) OR (
          "t124"."next_day" >= 20454
        ),
        20454 - "t124"."inbound_day",
        CAST(NULL AS BIGINT)
      ) AS "since_inbound_day",
      IFF(
        (
          "t124"."next_day" IS NULL
        ) OR (
          "t124"."next_day" >= 20454
        ),
        20454 - "t124"."outbound_day",
        CAST(NULL AS BIGINT)
      ) AS "since_outbound_day",
      IFF(
        (
          "t124"."next_day" IS NULL
        ) OR (
          "t124"."next_day" >= 20454
        ),
        20454 - "t124"."informative_day",
        CAST(NULL AS BIGINT)
      ) AS "since_informative_day",
      IFF(
        (
          "t124"."next_day" IS NULL
        ) OR (
          "t124"."next_day" >= 20454
        ),
        20454 - "t124"."run_day",
        CAST(NULL AS BIGINT)
      ) AS "since_run_day",
      IFF(
        (
          "t124"."next_day" IS NULL
        ) OR (
          "t124"."next_day" >= 20454
        ),
        "t124"."pauses",
        CAST(NULL AS BIGINT)
      ) AS "pauses_so_far",
      IFF(
        (
          "t124"."next_day" IS NULL
        ) OR (
          "t124"."next_day" >= 20454
        ),
        "t124"."fruitless_run",
        CAST(NULL AS BIGINT)
      ) AS "fruitless_run_so_far"
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
        WHERE
          NOT EXISTS(
            SELECT
              1
            FROM (
              SELECT DISTINCT
                "t13"."client_id"
              FROM "winback_late_contacts" AS "t13"
              WHERE
                "t13"."day" < 20454 AND "t13"."known_day" >= 20454
            ) AS "t41"
            WHERE
              "t39"."client_id" = "t41"."client_id"
          )
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
              SUM(IFF("t100"."pause" > 0, 1, 0)) OVER (
                PARTITION BY "t100"."client_id"
                ORDER BY "t100"."number" ASC
                ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
              ) AS "pauses",
              "t100"."number" - COALESCE(
                MAX(IFF("t100"."fruitless", CAST(NULL AS BIGINT), "t100"."number")) OVER (
                  PARTITION BY "t100"."client_id"
                  ORDER BY "t100"."number" ASC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                ),
                -1
              ) AS "fruitless_run",
              MAX(IFF("t100"."begins", "t100"."day", CAST(NULL AS INT))) OVER (
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
                LEAD("t79"."day") OVER (PARTITION BY "t79"."client_id" ORDER BY "t79"."number" ASC) AS "next_day",
                IFF("t79"."reached", "t79"."day", CAST(NULL AS INT)) - MAX(IFF("t79"."reached", "t79"."day", CAST(NULL AS INT))) OVER (
                  PARTITION BY "t79"."client_id"
                  ORDER BY "t79"."number" ASC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND 1 preceding
                ) AS "pause",
                IFF("t79"."outbound" AND "t79"."reached", "t79"."day", CAST(NULL AS INT)) - MAX(IFF("t79"."outbound" AND "t79"."reached", "t79"."day", CAST(NULL AS INT))) OVER (
                  PARTITION BY "t79"."client_id"
                  ORDER BY "t79"."number" ASC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND 1 preceding
                ) AS "outbound_pause",
                MAX(IFF("t79"."reached", "t79"."day", CAST(NULL AS INT))) OVER (
                  PARTITION BY "t79"."client_id"
                  ORDER BY "t79"."number" ASC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                ) AS "reached_day",
                MIN(IFF("t79"."reached", "t79"."day", CAST(NULL AS INT))) OVER (
                  PARTITION BY "t79"."client_id"
                  ORDER BY "t79"."number" ASC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                ) AS "first_reached_day",
                MAX(IFF("t79"."inbound", "t79"."day", CAST(NULL AS INT))) OVER (
                  PARTITION BY "t79"."client_id"
                  ORDER BY "t79"."number" ASC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                ) AS "inbound_day",
                MAX(IFF("t79"."outbound" AND "t79"."reached", "t79"."day", CAST(NULL AS INT))) OVER (
                  PARTITION BY "t79"."client_id"
                  ORDER BY "t79"."number" ASC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                ) AS "outbound_day",
                MAX(IFF("t79"."informative", "t79"."day", CAST(NULL AS INT))) OVER (
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
                  LAG("t79"."fruitless", 1, FALSE) OVER (PARTITION BY "t79"."client_id" ORDER BY "t79"."number" ASC)
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
                    ORDER BY "t60"."contacted_at" ASC, "t60"."fruitless" DESC NULLS LAST
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
                  WHERE
                    EXISTS(
                      SELECT
                        1
                      FROM (
                        SELECT DISTINCT
                          "t13"."client_id"
                        FROM "winback_late_contacts" AS "t13"
                        WHERE
                          "t13"."day" < 20454 AND "t13"."known_day" >= 20454
                      ) AS "t41"
                      WHERE
                        "t39"."client_id" = "t41"."client_id"
                    )
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
    SUM(IFF("t128"."age" <= 30, "t128"."visits", 0)) AS "visit_count_30",
    SUM(IFF("t128"."age" <= 90, "t128"."visits", 0)) AS "visit_count_90",
    SUM(IFF((
      "t128"."age" > 30
    ) AND (
      "t128"."age" <= 395
    ), "t128"."visits", 0)) AS "visit_count_before_30",
    SUM(IFF((
      "t128"."age" > 90
    ) AND (
      "t128"."age" <= 455
    ), "t128"."visits", 0)) AS "visit_count_before_90",
    SUM(IFF("t128"."since_order", "t128"."visits", 0)) AS "visit_count_since_order",
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
          WHERE
            NOT EXISTS(
              SELECT
                1
              FROM (
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
              WHERE
                "t47"."client_id" = "t53"."client_id"
            )
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
    SUM(IFF("t104"."changed" AND (
      "t104"."age" <= 90
    ), 1, 0)) AS "manager_changed_90",
    SUM(IFF("t104"."changed" AND (
      "t104"."age" <= 365
    ), 1, 0)) AS "manager_changed_365",
    MIN(IFF("t104"."changed", "t104"."age", CAST(NULL AS INT))) AS "latest_manager_change_age",
    MAX("t104"."age") AS "oldest_manager_age",
    MIN(IFF("t104"."dismissed", "t104"."end_age", CAST(NULL AS INT))) AS "latest_manager_dismissed_age",
    MIN("t104"."end_age") AS "latest_manager_end_age",
    SUM(IFF((
      "t104"."end_age" IS NULL
    ) OR (
      "t104"."end_age" <= 1
    ), 1, 0)) AS "managers_in_office"
  FROM (
    SELECT
      "t91"."client_id",
      "t91"."manager",
      20454 - "t91"."day" AS "age",
      "t91"."changed",
      IFF(
        COALESCE("t91"."end_day" < 20454, FALSE),
        20454 - "t91"."end_day",
        CAST(NULL AS INT)
      ) AS "end_age",
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
        WHERE
          NOT EXISTS(
            SELECT
              1
            FROM (
              SELECT DISTINCT
                "t14"."client_id"
              FROM "winback_late_managers" AS "t14"
              WHERE
                "t14"."day" < 20454 AND "t14"."known_day" >= 20454
            ) AS "t42"
            WHERE
              "t40"."client_id" = "t42"."client_id"
          )
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
            WHERE
              EXISTS(
                SELECT
                  1
                FROM (
                  SELECT DISTINCT
                    "t14"."client_id"
                  FROM "winback_late_managers" AS "t14"
                  WHERE
                    "t14"."day" < 20454 AND "t14"."known_day" >= 20454
                ) AS "t42"
                WHERE
                  "t40"."client_id" = "t42"."client_id"
              )
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
      MIN(CONCAT(CAST("t32"."age" + 1000000 AS VARCHAR), "t32"."branch")),
      IFF(
        (
          7 + 1
        ) >= 1,
        7 + 1,
        7 + 1 + LENGTH(MIN(CONCAT(CAST("t32"."age" + 1000000 AS VARCHAR), "t32"."branch")))
      )
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
        IFF(
          CAST(DATEDIFF(DAY, CAST('1970-01-01' AS DATE), "t52"."created_on") AS INT) < 20454,
          20454 - CAST(DATEDIFF(DAY, CAST('1970-01-01' AS DATE), "t52"."created_on") AS INT),
          CAST(NULL AS INT)
        ) AS "client_age",
        CAST(DATEDIFF(DAY, CAST('1970-01-01' AS DATE), "t52"."contract_ends_on") AS INT) - 20454 AS "contract_days_left",
        ROW_NUMBER() OVER (
          PARTITION BY "t52"."client_id"
          ORDER BY "t52"."valid_from" DESC NULLS LAST, "t52"."known_at" DESC NULLS LAST, COALESCE("t52"."kind", '') ASC, COALESCE("t52"."industry", '') ASC, COALESCE("t52"."region", '') ASC, COALESCE(CAST("t52"."created_on" AS VARCHAR), '') ASC, COALESCE(CAST("t52"."contract_ends_on" AS VARCHAR), '') ASC
        ) - 1 AS "back"
      FROM (
        SELECT
          *
        FROM "clients" AS "t5"
        WHERE
          CAST(DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("t5"."valid_from" AS DATE)) AS INT) < 20454
          AND CAST(DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST("t5"."known_at" AS DATE)) AS INT) < 20454
      ) AS "t52"
    ) AS "t76"
    WHERE
      "t76"."back" = 0
  ) AS "t87"
  GROUP BY
    1
) AS "t99"
  ON "t145"."client_id" = "t99"."attributes_client"
) AS "step"

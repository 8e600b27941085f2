SELECT
  CAST("client_id" AS Nullable(String)) AS "client_id",
  CAST("amount_month_0" AS Nullable(Int64)) AS "amount_month_0",
  CAST("amount_month_1" AS Nullable(Int64)) AS "amount_month_1",
  CAST("amount_month_2" AS Nullable(Int64)) AS "amount_month_2",
  CAST("amount_month_3" AS Nullable(Int64)) AS "amount_month_3",
  CAST("amount_month_4" AS Nullable(Int64)) AS "amount_month_4",
  CAST("amount_month_5" AS Nullable(Int64)) AS "amount_month_5",
  CAST("amount_month_6" AS Nullable(Int64)) AS "amount_month_6",
  CAST("amount_month_7" AS Nullable(Int64)) AS "amount_month_7",
  CAST("amount_month_8" AS Nullable(Int64)) AS "amount_month_8",
  CAST("amount_month_9" AS Nullable(Int64)) AS "amount_month_9",
  CAST("amount_month_10" AS Nullable(Int64)) AS "amount_month_10",
  CAST("amount_month_11" AS Nullable(Int64)) AS "amount_month_11",
  CAST("amount_month_12" AS Nullable(Int64)) AS "amount_month_12",
  CAST("amount_month_13" AS Nullable(Int64)) AS "amount_month_13",
  CAST("amount_month_14" AS Nullable(Int64)) AS "amount_month_14",
  CAST("year_amount" AS Nullable(Int64)) AS "year_amount",
  CAST("year_amount_before" AS Nullable(Int64)) AS "year_amount_before",
  CAST("log_gap_sum" AS Nullable(Int64)) AS "log_gap_sum",
  CAST("log_gap_squares" AS Nullable(Int64)) AS "log_gap_squares",
  CAST("longest_gap" AS Nullable(Int64)) AS "longest_gap",
  CAST("last_gap" AS Nullable(Int64)) AS "last_gap",
  CAST("recent_log_gap_sum" AS Nullable(Int64)) AS "recent_log_gap_sum",
  CAST("order_days" AS Nullable(Int64)) AS "order_days",
  CAST("oldest_age" AS Nullable(Int64)) AS "oldest_age",
  CAST("latest_age" AS Nullable(Int64)) AS "latest_age",
  CAST("decayed_30" AS Nullable(Int64)) AS "decayed_30",
  CAST("decayed_90" AS Nullable(Int64)) AS "decayed_90",
  CAST("decayed_180" AS Nullable(Int64)) AS "decayed_180",
  CAST("window_counts" AS Nullable(Int64)) AS "window_counts",
  CAST("last_weeks" AS Nullable(Int64)) AS "last_weeks",
  CAST("season_days_ahead" AS Nullable(Int64)) AS "season_days_ahead",
  CAST("season_days_year_ago" AS Nullable(Int64)) AS "season_days_year_ago",
  CAST("weekday_counts" AS Nullable(Int64)) AS "weekday_counts",
  CAST("amount_sum" AS Nullable(Int64)) AS "amount_sum",
  CAST("margin_sum" AS Nullable(Int64)) AS "margin_sum",
  CAST("last_amount" AS Nullable(Int64)) AS "last_amount",
  CAST("largest_amount" AS Nullable(Int64)) AS "largest_amount",
  CAST("recent_amount" AS Nullable(Int64)) AS "recent_amount",
  CAST("log_amount_sum" AS Nullable(Int64)) AS "log_amount_sum",
  CAST("log_amount_squares" AS Nullable(Int64)) AS "log_amount_squares",
  CAST("age_sum" AS Nullable(Int64)) AS "age_sum",
  CAST("age_squares" AS Nullable(Int64)) AS "age_squares",
  CAST("age_log_amount" AS Nullable(Int64)) AS "age_log_amount",
  CAST("discounted_days_365" AS Nullable(Int64)) AS "discounted_days_365",
  CAST("discount_90" AS Nullable(Int64)) AS "discount_90",
  CAST("discount_365" AS Nullable(Int64)) AS "discount_365",
  CAST("discount_ever" AS Nullable(Int64)) AS "discount_ever",
  CAST("latest_discount_age" AS Nullable(Int64)) AS "latest_discount_age",
  CAST("product_count_365" AS Nullable(Int64)) AS "product_count_365",
  CAST("product_count_half" AS Nullable(Int64)) AS "product_count_half",
  CAST("product_count_half_before" AS Nullable(Int64)) AS "product_count_half_before",
  CAST("product_count_90" AS Nullable(Int64)) AS "product_count_90",
  CAST("product_count_new_90" AS Nullable(Int64)) AS "product_count_new_90",
  CAST("basket_paid" AS Nullable(Int64)) AS "basket_paid",
  CAST("basket_paid_priced" AS Nullable(Int64)) AS "basket_paid_priced",
  CAST("basket_today" AS Nullable(Int64)) AS "basket_today",
  CAST("last_paid" AS Nullable(Int64)) AS "last_paid",
  CAST("last_at_price_before" AS Nullable(Int64)) AS "last_at_price_before",
  CAST("category_count_365" AS Nullable(Int64)) AS "category_count_365",
  CAST("category_count_half" AS Nullable(Int64)) AS "category_count_half",
  CAST("category_count_half_before" AS Nullable(Int64)) AS "category_count_half_before",
  CAST("category_count_new_90" AS Nullable(Int64)) AS "category_count_new_90",
  CAST("category_count_regular" AS Nullable(Int64)) AS "category_count_regular",
  CAST("category_count_given_up" AS Nullable(Int64)) AS "category_count_given_up",
  CAST("category_amount" AS Nullable(Int64)) AS "category_amount",
  CAST("top_category_amount" AS Nullable(Int64)) AS "top_category_amount",
  CAST("setback_count_90" AS Nullable(Int64)) AS "setback_count_90",
  CAST("setback_count_365" AS Nullable(Int64)) AS "setback_count_365",
  CAST("return_count_365" AS Nullable(Int64)) AS "return_count_365",
  CAST("cancellation_count_365" AS Nullable(Int64)) AS "cancellation_count_365",
  CAST("returned_amount_365" AS Nullable(Int64)) AS "returned_amount_365",
  CAST("undone_amount_365" AS Nullable(Int64)) AS "undone_amount_365",
  CAST("refunded_margin" AS Nullable(Int64)) AS "refunded_margin",
  CAST("latest_setback_age" AS Nullable(Int64)) AS "latest_setback_age",
  CAST("delivered_90" AS Nullable(Int64)) AS "delivered_90",
  CAST("delivered_365" AS Nullable(Int64)) AS "delivered_365",
  CAST("late_90" AS Nullable(Int64)) AS "late_90",
  CAST("late_365" AS Nullable(Int64)) AS "late_365",
  CAST("days_late_365" AS Nullable(Int64)) AS "days_late_365",
  CAST("worst_late_365" AS Nullable(Int64)) AS "worst_late_365",
  CAST("latest_delivery_age" AS Nullable(Int64)) AS "latest_delivery_age",
  CAST("latest_late_delivery_age" AS Nullable(Int64)) AS "latest_late_delivery_age",
  CAST("overdue_count" AS Nullable(Int64)) AS "overdue_count",
  CAST("oldest_overdue_days" AS Nullable(Int64)) AS "oldest_overdue_days",
  CAST("complaints" AS Nullable(Int64)) AS "complaints",
  CAST("complaints_30" AS Nullable(Int64)) AS "complaints_30",
  CAST("complaints_90" AS Nullable(Int64)) AS "complaints_90",
  CAST("complaints_365" AS Nullable(Int64)) AS "complaints_365",
  CAST("complaints_service" AS Nullable(Int64)) AS "complaints_service",
  CAST("complaints_delivery" AS Nullable(Int64)) AS "complaints_delivery",
  CAST("complaints_quality" AS Nullable(Int64)) AS "complaints_quality",
  CAST("complaints_price" AS Nullable(Int64)) AS "complaints_price",
  CAST("complaints_conflict" AS Nullable(Int64)) AS "complaints_conflict",
  CAST("complaints_other" AS Nullable(Int64)) AS "complaints_other",
  CAST("complaints_open" AS Nullable(Int64)) AS "complaints_open",
  CAST("complaints_closed" AS Nullable(Int64)) AS "complaints_closed",
  CAST("complaint_days_to_resolve" AS Nullable(Int64)) AS "complaint_days_to_resolve",
  CAST("latest_complaint_age" AS Nullable(Int64)) AS "latest_complaint_age",
  CAST("oldest_open_complaint_age" AS Nullable(Int64)) AS "oldest_open_complaint_age",
  CAST("worst_complaint" AS Nullable(Int64)) AS "worst_complaint",
  CAST("conflict_count_365" AS Nullable(Int64)) AS "conflict_count_365",
  CAST("latest_conflict_age" AS Nullable(Int64)) AS "latest_conflict_age",
  CAST("latest_quality_age" AS Nullable(Int64)) AS "latest_quality_age",
  CAST("latest_slow_age" AS Nullable(Int64)) AS "latest_slow_age",
  CAST("complaints_compared" AS Nullable(Int64)) AS "complaints_compared",
  CAST("days_compared" AS Nullable(Int64)) AS "days_compared",
  CAST("usual_hundredths_compared" AS Nullable(Int64)) AS "usual_hundredths_compared",
  CAST("open_beyond_usual" AS Nullable(Int64)) AS "open_beyond_usual",
  CAST("nps_answers" AS Nullable(Int64)) AS "nps_answers",
  CAST("nps_sum" AS Nullable(Int64)) AS "nps_sum",
  CAST("nps_low" AS Nullable(Int64)) AS "nps_low",
  CAST("nps_last" AS Nullable(Int64)) AS "nps_last",
  CAST("nps_before" AS Nullable(Int64)) AS "nps_before",
  CAST("latest_nps_age" AS Nullable(Int64)) AS "latest_nps_age",
  CAST("nps_product_placed" AS Nullable(Int64)) AS "nps_product_placed",
  CAST("nps_service_placed" AS Nullable(Int64)) AS "nps_service_placed",
  CAST("nps_delivery_placed" AS Nullable(Int64)) AS "nps_delivery_placed",
  CAST("contact_count_30" AS Nullable(Int64)) AS "contact_count_30",
  CAST("contact_count_90" AS Nullable(Int64)) AS "contact_count_90",
  CAST("contact_count_365" AS Nullable(Int64)) AS "contact_count_365",
  CAST("since_reached_day" AS Nullable(Int64)) AS "since_reached_day",
  CAST("since_first_reached_day" AS Nullable(Int64)) AS "since_first_reached_day",
  CAST("since_inbound_day" AS Nullable(Int64)) AS "since_inbound_day",
  CAST("since_outbound_day" AS Nullable(Int64)) AS "since_outbound_day",
  CAST("since_informative_day" AS Nullable(Int64)) AS "since_informative_day",
  CAST("since_run_day" AS Nullable(Int64)) AS "since_run_day",
  CAST("pauses_so_far" AS Nullable(Int64)) AS "pauses_so_far",
  CAST("fruitless_run_so_far" AS Nullable(Int64)) AS "fruitless_run_so_far",
  CAST("longest_pause_365" AS Nullable(Int64)) AS "longest_pause_365",
  CAST("longest_outbound_365" AS Nullable(Int64)) AS "longest_outbound_365",
  CAST("inbound_365" AS Nullable(Int64)) AS "inbound_365",
  CAST("outbound_365" AS Nullable(Int64)) AS "outbound_365",
  CAST("informative_365" AS Nullable(Int64)) AS "informative_365",
  CAST("fruitless_365" AS Nullable(Int64)) AS "fruitless_365",
  CAST("refused_90" AS Nullable(Int64)) AS "refused_90",
  CAST("answered_90" AS Nullable(Int64)) AS "answered_90",
  CAST("answered_365" AS Nullable(Int64)) AS "answered_365",
  CAST("answer_minutes_90" AS Nullable(Int64)) AS "answer_minutes_90",
  CAST("answer_minutes_365" AS Nullable(Int64)) AS "answer_minutes_365",
  CAST("informative_age_0" AS Nullable(Int64)) AS "informative_age_0",
  CAST("informative_age_1" AS Nullable(Int64)) AS "informative_age_1",
  CAST("informative_age_2" AS Nullable(Int64)) AS "informative_age_2",
  CAST("informative_age_3" AS Nullable(Int64)) AS "informative_age_3",
  CAST("informative_age_4" AS Nullable(Int64)) AS "informative_age_4",
  CAST("informative_age_5" AS Nullable(Int64)) AS "informative_age_5",
  CAST("informative_age_6" AS Nullable(Int64)) AS "informative_age_6",
  CAST("informative_age_7" AS Nullable(Int64)) AS "informative_age_7",
  CAST("informative_age_8" AS Nullable(Int64)) AS "informative_age_8",
  CAST("informative_age_9" AS Nullable(Int64)) AS "informative_age_9",
  CAST("informative_age_10" AS Nullable(Int64)) AS "informative_age_10",
  CAST("informative_age_11" AS Nullable(Int64)) AS "informative_age_11",
  CAST("visit_count_30" AS Nullable(Int64)) AS "visit_count_30",
  CAST("visit_count_90" AS Nullable(Int64)) AS "visit_count_90",
  CAST("visit_count_before_30" AS Nullable(Int64)) AS "visit_count_before_30",
  CAST("visit_count_before_90" AS Nullable(Int64)) AS "visit_count_before_90",
  CAST("visit_count_since_order" AS Nullable(Int64)) AS "visit_count_since_order",
  CAST("latest_visit_age" AS Nullable(Int64)) AS "latest_visit_age",
  CAST("oldest_visit_age" AS Nullable(Int64)) AS "oldest_visit_age",
  CAST("manager_rows" AS Nullable(Int64)) AS "manager_rows",
  CAST("manager_names" AS Nullable(Int64)) AS "manager_names",
  CAST("manager_changed_90" AS Nullable(Int64)) AS "manager_changed_90",
  CAST("manager_changed_365" AS Nullable(Int64)) AS "manager_changed_365",
  CAST("latest_manager_change_age" AS Nullable(Int64)) AS "latest_manager_change_age",
  CAST("oldest_manager_age" AS Nullable(Int64)) AS "oldest_manager_age",
  CAST("latest_manager_dismissed_age" AS Nullable(Int64)) AS "latest_manager_dismissed_age",
  CAST("latest_manager_end_age" AS Nullable(Int64)) AS "latest_manager_end_age",
  CAST("managers_in_office" AS Nullable(Int64)) AS "managers_in_office",
  CAST("branch" AS Nullable(String)) AS "branch",
  CAST("client_kind" AS Nullable(String)) AS "client_kind",
  CAST("client_industry" AS Nullable(String)) AS "client_industry",
  CAST("client_region" AS Nullable(String)) AS "client_region",
  CAST("client_age" AS Nullable(Int64)) AS "client_age",
  CAST("contract_days_left" AS Nullable(Int64)) AS "contract_days_left"
FROM (
WITH "t105" AS (
  SELECT
    "t95"."client_id" AS "client_id",
    "t95"."day" AS "day",
    "t95"."amount" AS "amount",
    "t95"."margin" AS "margin",
    "t95"."unpriced" AS "unpriced",
    "t95"."discount" AS "discount",
    "t95"."discounted" AS "discounted",
    "t95"."day" - lagInFrame("t95"."day") OVER (
      PARTITION BY "t95"."client_id"
      ORDER BY "t95"."day" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS "gap",
    leadInFrame("t95"."day") OVER (
      PARTITION BY "t95"."client_id"
      ORDER BY "t95"."day" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS "next_day",
    leadInFrame("t95"."day", 3) OVER (
      PARTITION BY "t95"."client_id"
      ORDER BY "t95"."day" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS "recent_until"
  FROM (
    SELECT
      "t89".*
      EXCEPT ("orders")
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t71"."client_id" AS "client_id",
          "t71"."day" AS "day",
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
              "t34"."client_id" AS "client_id",
              "t34"."day" AS "day",
              CAST("t34"."orders" AS Nullable(Int64)) AS "orders",
              "t34"."amount" AS "amount",
              "t34"."margin" AS "margin",
              "t34"."unpriced" AS "unpriced",
              "t34"."discount" AS "discount",
              "t34"."discounted" AS "discounted"
            FROM (
              SELECT
                *
              FROM "winback_settled" AS "t6"
              WHERE
                "t6"."day" < 20454
            ) AS "t34"
            LEFT SEMI JOIN (
              SELECT DISTINCT
                "t9"."client_id" AS "client_id"
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
              "t9"."client_id" AS "client_id",
              "t9"."day" AS "day",
              "t9"."orders" * CASE
                WHEN isNull("t9"."void_day") AND (
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
                WHEN isNull("t9"."void_day") AND (
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
                WHEN isNull("t9"."void_day") AND (
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
                WHEN isNull("t9"."void_day") AND (
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
                WHEN isNull("t9"."void_day") AND (
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
                WHEN isNull("t9"."void_day") AND (
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
          "t71"."client_id",
          "t71"."day"
      ) AS "t83"
      WHERE
        "t83"."orders" > 0
    ) AS "t89"
  ) AS "t95"
)
SELECT
  "t145"."client_id" AS "client_id",
  "t145"."amount_month_0" AS "amount_month_0",
  "t145"."amount_month_1" AS "amount_month_1",
  "t145"."amount_month_2" AS "amount_month_2",
  "t145"."amount_month_3" AS "amount_month_3",
  "t145"."amount_month_4" AS "amount_month_4",
  "t145"."amount_month_5" AS "amount_month_5",
  "t145"."amount_month_6" AS "amount_month_6",
  "t145"."amount_month_7" AS "amount_month_7",
  "t145"."amount_month_8" AS "amount_month_8",
  "t145"."amount_month_9" AS "amount_month_9",
  "t145"."amount_month_10" AS "amount_month_10",
  "t145"."amount_month_11" AS "amount_month_11",
  "t145"."amount_month_12" AS "amount_month_12",
  "t145"."amount_month_13" AS "amount_month_13",
  "t145"."amount_month_14" AS "amount_month_14",
  "t145"."year_amount" AS "year_amount",
  "t145"."year_amount_before" AS "year_amount_before",
  "t145"."log_gap_sum" AS "log_gap_sum",
  "t145"."log_gap_squares" AS "log_gap_squares",
  "t145"."longest_gap" AS "longest_gap",
  "t145"."last_gap" AS "last_gap",
  "t145"."recent_log_gap_sum" AS "recent_log_gap_sum",
  "t145"."order_days" AS "order_days",
  "t145"."oldest_age" AS "oldest_age",
  "t145"."latest_age" AS "latest_age",
  "t145"."decayed_30" AS "decayed_30",
  "t145"."decayed_90" AS "decayed_90",
  "t145"."decayed_180" AS "decayed_180",
  "t145"."window_counts" AS "window_counts",
  "t145"."last_weeks" AS "last_weeks",
  "t145"."season_days_ahead" AS "season_days_ahead",
  "t145"."season_days_year_ago" AS "season_days_year_ago",
  "t145"."weekday_counts" AS "weekday_counts",
  "t145"."amount_sum" AS "amount_sum",
  "t145"."margin_sum" AS "margin_sum",
  "t145"."last_amount" AS "last_amount",
  "t145"."largest_amount" AS "largest_amount",
  "t145"."recent_amount" AS "recent_amount",
  "t145"."log_amount_sum" AS "log_amount_sum",
  "t145"."log_amount_squares" AS "log_amount_squares",
  "t145"."age_sum" AS "age_sum",
  "t145"."age_squares" AS "age_squares",
  "t145"."age_log_amount" AS "age_log_amount",
  "t145"."discounted_days_365" AS "discounted_days_365",
  "t145"."discount_90" AS "discount_90",
  "t145"."discount_365" AS "discount_365",
  "t145"."discount_ever" AS "discount_ever",
  "t145"."latest_discount_age" AS "latest_discount_age",
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
  "t143"."top_category_amount" AS "top_category_amount",
  COALESCE("t82"."setback_count_90", 0) AS "setback_count_90",
  COALESCE("t82"."setback_count_365", 0) AS "setback_count_365",
  COALESCE("t82"."return_count_365", 0) AS "return_count_365",
  COALESCE("t82"."cancellation_count_365", 0) AS "cancellation_count_365",
  COALESCE("t82"."returned_amount_365", 0) AS "returned_amount_365",
  COALESCE("t82"."undone_amount_365", 0) AS "undone_amount_365",
  COALESCE("t82"."refunded_margin", 0) AS "refunded_margin",
  "t82"."latest_setback_age" AS "latest_setback_age",
  COALESCE("t119"."delivered_90", 0) AS "delivered_90",
  COALESCE("t119"."delivered_365", 0) AS "delivered_365",
  COALESCE("t119"."late_90", 0) AS "late_90",
  COALESCE("t119"."late_365", 0) AS "late_365",
  COALESCE("t119"."days_late_365", 0) AS "days_late_365",
  "t119"."worst_late_365" AS "worst_late_365",
  "t119"."latest_delivery_age" AS "latest_delivery_age",
  "t119"."latest_late_delivery_age" AS "latest_late_delivery_age",
  COALESCE("t119"."overdue_count", 0) AS "overdue_count",
  "t119"."oldest_overdue_days" AS "oldest_overdue_days",
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
  "t102"."latest_complaint_age" AS "latest_complaint_age",
  "t102"."oldest_open_complaint_age" AS "oldest_open_complaint_age",
  "t102"."worst_complaint" AS "worst_complaint",
  COALESCE("t102"."conflict_count_365", 0) AS "conflict_count_365",
  "t102"."latest_conflict_age" AS "latest_conflict_age",
  "t102"."latest_quality_age" AS "latest_quality_age",
  "t102"."latest_slow_age" AS "latest_slow_age",
  COALESCE("t102"."complaints_compared", 0) AS "complaints_compared",
  COALESCE("t102"."days_compared", 0) AS "days_compared",
  COALESCE("t102"."usual_hundredths_compared", 0) AS "usual_hundredths_compared",
  COALESCE("t102"."open_beyond_usual", 0) AS "open_beyond_usual",
  COALESCE("t97"."nps_answers", 0) AS "nps_answers",
  COALESCE("t97"."nps_sum", 0) AS "nps_sum",
  COALESCE("t97"."nps_low", 0) AS "nps_low",
  "t97"."nps_last" AS "nps_last",
  "t97"."nps_before" AS "nps_before",
  "t97"."latest_nps_age" AS "latest_nps_age",
  "t97"."nps_product_placed" AS "nps_product_placed",
  "t97"."nps_service_placed" AS "nps_service_placed",
  "t97"."nps_delivery_placed" AS "nps_delivery_placed",
  COALESCE("t138"."contact_count_30", 0) AS "contact_count_30",
  COALESCE("t138"."contact_count_90", 0) AS "contact_count_90",
  COALESCE("t138"."contact_count_365", 0) AS "contact_count_365",
  "t138"."since_reached_day" AS "since_reached_day",
  "t138"."since_first_reached_day" AS "since_first_reached_day",
  "t138"."since_inbound_day" AS "since_inbound_day",
  "t138"."since_outbound_day" AS "since_outbound_day",
  "t138"."since_informative_day" AS "since_informative_day",
  "t138"."since_run_day" AS "since_run_day",
  "t138"."pauses_so_far" AS "pauses_so_far",
  "t138"."fruitless_run_so_far" AS "fruitless_run_so_far",
  "t138"."longest_pause_365" AS "longest_pause_365",
  "t138"."longest_outbound_365" AS "longest_outbound_365",
  COALESCE("t138"."inbound_365", 0) AS "inbound_365",
  COALESCE("t138"."outbound_365", 0) AS "outbound_365",
  COALESCE("t138"."informative_365", 0) AS "informative_365",
  COALESCE("t138"."fruitless_365", 0) AS "fruitless_365",
  COALESCE("t138"."refused_90", 0) AS "refused_90",
  COALESCE("t138"."answered_90", 0) AS "answered_90",
  COALESCE("t138"."answered_365", 0) AS "answered_365",
  COALESCE("t138"."answer_minutes_90", 0) AS "answer_minutes_90",
  COALESCE("t138"."answer_minutes_365", 0) AS "answer_minutes_365",
  "t138"."informative_age_0" AS "informative_age_0",
  "t138"."informative_age_1" AS "informative_age_1",
  "t138"."informative_age_2" AS "informative_age_2",
  "t138"."informative_age_3" AS "informative_age_3",
  "t138"."informative_age_4" AS "informative_age_4",
  "t138"."informative_age_5" AS "informative_age_5",
  "t138"."informative_age_6" AS "informative_age_6",
  "t138"."informative_age_7" AS "informative_age_7",
  "t138"."informative_age_8" AS "informative_age_8",
  "t138"."informative_age_9" AS "informative_age_9",
  "t138"."informative_age_10" AS "informative_age_10",
  "t138"."informative_age_11" AS "informative_age_11",
  COALESCE("t136"."visit_count_30", 0) AS "visit_count_30",
  COALESCE("t136"."visit_count_90", 0) AS "visit_count_90",
  COALESCE("t136"."visit_count_before_30", 0) AS "visit_count_before_30",
  COALESCE("t136"."visit_count_before_90", 0) AS "visit_count_before_90",
  COALESCE("t136"."visit_count_since_order", 0) AS "visit_count_since_order",
  "t136"."latest_visit_age" AS "latest_visit_age",
  "t136"."oldest_visit_age" AS "oldest_visit_age",
  COALESCE("t117"."manager_rows", 0) AS "manager_rows",
  "t117"."manager_names" AS "manager_names",
  COALESCE("t117"."manager_changed_90", 0) AS "manager_changed_90",
  COALESCE("t117"."manager_changed_365", 0) AS "manager_changed_365",
  "t117"."latest_manager_change_age" AS "latest_manager_change_age",
  "t117"."oldest_manager_age" AS "oldest_manager_age",
  "t117"."latest_manager_dismissed_age" AS "latest_manager_dismissed_age",
  "t117"."latest_manager_end_age" AS "latest_manager_end_age",
  COALESCE("t117"."managers_in_office", 0) AS "managers_in_office",
  "t72"."branch" AS "branch",
  "t99"."client_kind" AS "client_kind",
  "t99"."client_industry" AS "client_industry",
  "t99"."client_region" AS "client_region",
  "t99"."client_age" AS "client_age",
  "t99"."contract_days_left" AS "contract_days_left"
FROM (
  SELECT
    "t133"."client_id" AS "client_id",
    SUM(
      CASE
        WHEN CAST(FLOOR(CAST("t133"."age" - 1 AS Nullable(Float64)) / (
          30
        )) AS Nullable(Int64)) = 0
        THEN "t133"."amount"
        ELSE 0
      END
    ) AS "amount_month_0",
    SUM(
      CASE
        WHEN CAST(FLOOR(CAST("t133"."age" - 1 AS Nullable(Float64)) / (
          30
        )) AS Nullable(Int64)) = 1
        THEN "t133"."amount"
        ELSE 0
      END
    ) AS "amount_month_1",
    SUM(
      CASE
        WHEN CAST(FLOOR(CAST("t133"."age" - 1 AS Nullable(Float64)) / (
          30
        )) AS Nullable(Int64)) = 2
        THEN "t133"."amount"
        ELSE 0
      END
    ) AS "amount_month_2",
    SUM(
      CASE
        WHEN CAST(FLOOR(CAST("t133"."age" - 1 AS Nullable(Float64)) / (
          30
        )) AS Nullable(Int64)) = 3
        THEN "t133"."amount"
        ELSE 0
      END
    ) AS "amount_month_3",
    SUM(
      CASE
        WHEN CAST(FLOOR(CAST("t133"."age" - 1 AS Nullable(Float64)) / (
          30
        )) AS Nullable(Int64)) = 4
        THEN "t133"."amount"
        ELSE 0
      END
    ) AS "amount_month_4",
    SUM(
      CASE
        WHEN CAST(FLOOR(CAST("t133"."age" - 1 AS Nullable(Float64)) / (
          30
        )) AS Nullable(Int64)) = 5
        THEN "t133"."amount"
        ELSE 0
      END
    ) AS "amount_month_5",
    SUM(
      CASE
        WHEN CAST(FLOOR(CAST("t133"."age" - 1 AS Nullable(Float64)) / (
          30
        )) AS Nullable(Int64)) = 6
        THEN "t133"."amount"
        ELSE 0
      END
    ) AS "amount_month_6",
    SUM(
      CASE
        WHEN CAST(FLOOR(CAST("t133"."age" - 1 AS Nullable(Float64)) / (
          30
        )) AS Nullable(Int64)) = 7
        THEN "t133"."amount"
        ELSE 0
      END
    ) AS "amount_month_7",
    SUM(
      CASE
        WHEN CAST(FLOOR(CAST("t133"."age" - 1 AS Nullable(Float64)) / (
          30
        )) AS Nullable(Int64)) = 8
        THEN "t133"."amount"
        ELSE 0
      END
    ) AS "amount_month_8",
    SUM(
      CASE
        WHEN CAST(FLOOR(CAST("t133"."age" - 1 AS Nullable(Float64)) / (
          30
        )) AS Nullable(Int64)) = 9
        THEN "t133"."amount"
        ELSE 0
      END
    ) AS "amount_month_9",
    SUM(
      CASE
        WHEN CAST(FLOOR(CAST("t133"."age" - 1 AS Nullable(Float64)) / (
          30
        )) AS Nullable(Int64)) = 10
        THEN "t133"."amount"
        ELSE 0
      END
    ) AS "amount_month_10",
    SUM(
      CASE
        WHEN CAST(FLOOR(CAST("t133"."age" - 1 AS Nullable(Float64)) / (
          30
        )) AS Nullable(Int64)) = 11
        THEN "t133"."amount"
        ELSE 0
      END
    ) AS "amount_month_11",
    SUM(
      CASE
        WHEN CAST(FLOOR(CAST("t133"."age" - 1 AS Nullable(Float64)) / (
          30
        )) AS Nullable(Int64)) = 12
        THEN "t133"."amount"
        ELSE 0
      END
    ) AS "amount_month_12",
    SUM(
      CASE
        WHEN CAST(FLOOR(CAST("t133"."age" - 1 AS Nullable(Float64)) / (
          30
        )) AS Nullable(Int64)) = 13
        THEN "t133"."amount"
        ELSE 0
      END
    ) AS "amount_month_13",
    SUM(
      CASE
        WHEN CAST(FLOOR(CAST("t133"."age" - 1 AS Nullable(Float64)) / (
          30
        )) AS Nullable(Int64)) = 14
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
    MAX(
      CASE WHEN "t133"."is_last" THEN "t133"."gap" ELSE CAST(NULL AS Nullable(Int32)) END
    ) AS "last_gap",
    SUM(
      CASE
        WHEN "t133"."is_recent"
        THEN "t133"."log_gap"
        ELSE CAST(NULL AS Nullable(Int64))
      END
    ) AS "recent_log_gap_sum",
    COUNT(*) AS "order_days",
    MAX("t133"."age") AS "oldest_age",
    MIN("t133"."age") AS "latest_age",
    SUM(
      CAST((
        trunc(
          EXP(
            CAST("t133"."age" AS Nullable(Float64)) * CAST(-0.003850817669777474 AS Nullable(Float64))
          ) * EXP(
            CAST("t133"."age" AS Nullable(Float64)) * CAST(-0.003850817669777474 AS Nullable(Float64))
          ) * EXP(
            CAST("t133"."age" AS Nullable(Float64)) * CAST(-0.003850817669777474 AS Nullable(Float64))
          ) * EXP(
            CAST("t133"."age" AS Nullable(Float64)) * CAST(-0.003850817669777474 AS Nullable(Float64))
          ) * EXP(
            CAST("t133"."age" AS Nullable(Float64)) * CAST(-0.003850817669777474 AS Nullable(Float64))
          ) * EXP(
            CAST("t133"."age" AS Nullable(Float64)) * CAST(-0.003850817669777474 AS Nullable(Float64))
          ) * CAST(1000000.0 AS Nullable(Float64))
        ) + trunc(
          2 * (
            (
              EXP(
                CAST("t133"."age" AS Nullable(Float64)) * CAST(-0.003850817669777474 AS Nullable(Float64))
              ) * EXP(
                CAST("t133"."age" AS Nullable(Float64)) * CAST(-0.003850817669777474 AS Nullable(Float64))
              ) * EXP(
                CAST("t133"."age" AS Nullable(Float64)) * CAST(-0.003850817669777474 AS Nullable(Float64))
              ) * EXP(
                CAST("t133"."age" AS Nullable(Float64)) * CAST(-0.003850817669777474 AS Nullable(Float64))
              ) * EXP(
                CAST("t133"."age" AS Nullable(Float64)) * CAST(-0.003850817669777474 AS Nullable(Float64))
              ) * EXP(
                CAST("t133"."age" AS Nullable(Float64)) * CAST(-0.003850817669777474 AS Nullable(Float64))
              ) * CAST(1000000.0 AS Nullable(Float64))
            ) - trunc(
              EXP(
                CAST("t133"."age" AS Nullable(Float64)) * CAST(-0.003850817669777474 AS Nullable(Float64))
              ) * EXP(
                CAST("t133"."age" AS Nullable(Float64)) * CAST(-0.003850817669777474 AS Nullable(Float64))
              ) * EXP(
                CAST("t133"."age" AS Nullable(Float64)) * CAST(-0.003850817669777474 AS Nullable(Float64))
              ) * EXP(
                CAST("t133"."age" AS Nullable(Float64)) * CAST(-0.003850817669777474 AS Nullable(Float64))
              ) * EXP(
                CAST("t133"."age" AS Nullable(Float64)) * CAST(-0.003850817669777474 AS Nullable(Float64))
              ) * EXP(
                CAST("t133"."age" AS Nullable(Float64)) * CAST(-0.003850817669777474 AS Nullable(Float64))
              ) * CAST(1000000.0 AS Nullable(Float64))
            )
          )
        )
      ) AS Nullable(Int64))
    ) AS "decayed_30",
    SUM(
      CAST((
        trunc(
          EXP(
            CAST("t133"."age" AS Nullable(Float64)) * CAST(-0.003850817669777474 AS Nullable(Float64))
          ) * EXP(
            CAST("t133"."age" AS Nullable(Float64)) * CAST(-0.003850817669777474 AS Nullable(Float64))
          ) * CAST(1000000.0 AS Nullable(Float64))
        ) + trunc(
          2 * (
            (
              EXP(
                CAST("t133"."age" AS Nullable(Float64)) * CAST(-0.003850817669777474 AS Nullable(Float64))
              ) * EXP(
                CAST("t133"."age" AS Nullable(Float64)) * CAST(-0.003850817669777474 AS Nullable(Float64))
              ) * CAST(1000000.0 AS Nullable(Float64))
            ) - trunc(
              EXP(
                CAST("t133"."age" AS Nullable(Float64)) * CAST(-0.003850817669777474 AS Nullable(Float64))
              ) * EXP(
                CAST("t133"."age" AS Nullable(Float64)) * CAST(-0.003850817669777474 AS Nullable(Float64))
              ) * CAST(1000000.0 AS Nullable(Float64))
            )
          )
        )
      ) AS Nullable(Int64))
    ) AS "decayed_90",
    SUM(
      CAST((
        trunc(
          EXP(
            CAST("t133"."age" AS Nullable(Float64)) * CAST(-0.003850817669777474 AS Nullable(Float64))
          ) * CAST(1000000.0 AS Nullable(Float64))
        ) + trunc(
          2 * (
            (
              EXP(
                CAST("t133"."age" AS Nullable(Float64)) * CAST(-0.003850817669777474 AS Nullable(Float64))
              ) * CAST(1000000.0 AS Nullable(Float64))
            ) - trunc(
              EXP(
                CAST("t133"."age" AS Nullable(Float64)) * CAST(-0.003850817669777474 AS Nullable(Float64))
              ) * CAST(1000000.0 AS Nullable(Float64))
            )
          )
        )
      ) AS Nullable(Int64))
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
          isNull("t133"."gap")
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
    MAX(
      CASE
        WHEN "t133"."is_last"
        THEN "t133"."amount"
        ELSE CAST(NULL AS Nullable(Int64))
      END
    ) AS "last_amount",
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
    MIN(
      CASE
        WHEN "t133"."discounted" > 0
        THEN "t133"."age"
        ELSE CAST(NULL AS Nullable(Int32))
      END
    ) AS "latest_discount_age"
  FROM (
    SELECT
      "t127"."client_id" AS "client_id",
      "t127"."day" AS "day",
      20454 - "t127"."day" AS "age",
      "t127"."gap" AS "gap",
      "t127"."amount" AS "amount",
      "t127"."margin" + CAST((
        trunc(CAST("t127"."unpriced" AS Nullable(Float64)) * CAST(0.3 AS Nullable(Float64))) + trunc(
          2 * (
            (
              CAST("t127"."unpriced" AS Nullable(Float64)) * CAST(0.3 AS Nullable(Float64))
            ) - trunc(CAST("t127"."unpriced" AS Nullable(Float64)) * CAST(0.3 AS Nullable(Float64)))
          )
        )
      ) AS Nullable(Int64)) AS "margin",
      "t127"."log_gap" AS "log_gap",
      "t127"."log_amount" AS "log_amount",
      "t127"."discount" AS "discount",
      "t127"."discounted" AS "discounted",
      isNull("t127"."next_day") OR (
        "t127"."next_day" >= 20454
      ) AS "is_last",
      isNull("t127"."recent_until") OR (
        "t127"."recent_until" >= 20454
      ) AS "is_recent"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t34"."client_id" AS "client_id",
          "t34"."day" AS "day",
          "t34"."amount" AS "amount",
          "t34"."margin" AS "margin",
          "t34"."unpriced" AS "unpriced",
          "t34"."discount" AS "discount",
          "t34"."discounted" AS "discounted",
          "t34"."gap" AS "gap",
          "t34"."next_day" AS "next_day",
          "t34"."recent_until" AS "recent_until",
          "t34"."log_gap" AS "log_gap",
          "t34"."log_amount" AS "log_amount"
        FROM (
          SELECT
            *
          FROM "winback_settled" AS "t6"
          WHERE
            "t6"."day" < 20454
        ) AS "t34"
        LEFT ANTI JOIN (
          SELECT DISTINCT
            "t9"."client_id" AS "client_id"
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
          "t107"."client_id" AS "client_id",
          "t107"."day" AS "day",
          "t107"."amount" AS "amount",
          "t107"."margin" AS "margin",
          "t107"."unpriced" AS "unpriced",
          "t107"."discount" AS "discount",
          "t107"."discounted" AS "discounted",
          "t107"."gap" AS "gap",
          "t107"."next_day" AS "next_day",
          "t107"."recent_until" AS "recent_until",
          CAST((
            trunc(
              LN(
                GREATEST(
                  COALESCE(
                    COALESCE(CAST("t107"."gap" AS Nullable(Float64)), CAST(1.0 AS Nullable(Float64))),
                    CAST(1.0 AS Nullable(Float64))
                  ),
                  CAST(1.0 AS Nullable(Float64))
                )
              ) * CAST(1000000.0 AS Nullable(Float64))
            ) + trunc(
              2 * (
                (
                  LN(
                    GREATEST(
                      COALESCE(
                        COALESCE(CAST("t107"."gap" AS Nullable(Float64)), CAST(1.0 AS Nullable(Float64))),
                        CAST(1.0 AS Nullable(Float64))
                      ),
                      CAST(1.0 AS Nullable(Float64))
                    )
                  ) * CAST(1000000.0 AS Nullable(Float64))
                ) - trunc(
                  LN(
                    GREATEST(
                      COALESCE(
                        COALESCE(CAST("t107"."gap" AS Nullable(Float64)), CAST(1.0 AS Nullable(Float64))),
                        CAST(1.0 AS Nullable(Float64))
                      ),
                      CAST(1.0 AS Nullable(Float64))
                    )
                  ) * CAST(1000000.0 AS Nullable(Float64))
                )
              )
            )
          ) AS Nullable(Int64)) AS "log_gap",
          CAST((
            trunc(
              LN(
                GREATEST(
                  COALESCE(
                    COALESCE(CAST("t107"."amount" AS Nullable(Float64)), CAST(1.0 AS Nullable(Float64))),
                    CAST(1.0 AS Nullable(Float64))
                  ),
                  CAST(1.0 AS Nullable(Float64))
                )
              ) * CAST(1000000.0 AS Nullable(Float64))
            ) + trunc(
              2 * (
                (
                  LN(
                    GREATEST(
                      COALESCE(
                        COALESCE(CAST("t107"."amount" AS Nullable(Float64)), CAST(1.0 AS Nullable(Float64))),
                        CAST(1.0 AS Nullable(Float64))
                      ),
                      CAST(1.0 AS Nullable(Float64))
                    )
                  ) * CAST(1000000.0 AS Nullable(Float64))
                ) - trunc(
                  LN(
                    GREATEST(
                      COALESCE(
                        COALESCE(CAST("t107"."amount" AS Nullable(Float64)), CAST(1.0 AS Nullable(Float64))),
                        CAST(1.0 AS Nullable(Float64))
                      ),
                      CAST(1.0 AS Nullable(Float64))
                    )
                  ) * CAST(1000000.0 AS Nullable(Float64))
                )
              )
            )
          ) AS Nullable(Int64)) AS "log_amount"
        FROM "t105" AS "t107"
      ) AS "t126"
    ) AS "t127"
  ) AS "t133"
  GROUP BY
    "t133"."client_id"
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
    SUM(CASE WHEN isNotNull("t146"."basket_today") THEN "t146"."basket_paid" ELSE 0 END) AS "basket_paid_priced",
    SUM("t146"."basket_today") AS "basket_today",
    SUM(
      CASE
        WHEN "t146"."is_last" AND isNotNull("t146"."cost_before")
        THEN "t146"."paid"
        ELSE 0
      END
    ) AS "last_paid",
    SUM(
      CASE
        WHEN "t146"."is_last" AND isNotNull("t146"."cost_before")
        THEN "t146"."cost_before"
        ELSE 0
      END
    ) AS "last_at_price_before"
  FROM (
    SELECT
      "t141"."client_id" AS "client_id",
      "t141"."age" AS "age",
      "t141"."is_last" AS "is_last",
      "t141"."half_before" AS "half_before",
      "t141"."is_new" AS "is_new",
      "t141"."paid" AS "paid",
      "t141"."cost_before" AS "cost_before",
      "t141"."paid_so_far" * "t141"."side" AS "basket_paid",
      CAST((
        trunc(
          CASE
            WHEN (
              CAST("t141"."quantity_so_far" AS Nullable(Float64)) * "t36"."price"
            ) > CAST(1000000000000000.0 AS Nullable(Float64))
            THEN CAST(1000000000000000.0 AS Nullable(Float64))
            ELSE CAST("t141"."quantity_so_far" AS Nullable(Float64)) * "t36"."price"
          END
        ) + trunc(
          2 * (
            (
              CASE
                WHEN (
                  CAST("t141"."quantity_so_far" AS Nullable(Float64)) * "t36"."price"
                ) > CAST(1000000000000000.0 AS Nullable(Float64))
                THEN CAST(1000000000000000.0 AS Nullable(Float64))
                ELSE CAST("t141"."quantity_so_far" AS Nullable(Float64)) * "t36"."price"
              END
            ) - trunc(
              CASE
                WHEN (
                  CAST("t141"."quantity_so_far" AS Nullable(Float64)) * "t36"."price"
                ) > CAST(1000000000000000.0 AS Nullable(Float64))
                THEN CAST(1000000000000000.0 AS Nullable(Float64))
                ELSE CAST("t141"."quantity_so_far" AS Nullable(Float64)) * "t36"."price"
              END
            )
          )
        )
      ) AS Nullable(Int64)) * "t141"."side" AS "basket_today"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t129"."product" AS "product",
          "t129"."client_id" AS "client_id",
          "t129"."day" AS "day",
          "t129"."known_day" AS "known_day",
          "t129"."paid" AS "paid",
          "t129"."quantity" AS "quantity",
          "t129"."next_day" AS "next_day",
          "t129"."is_new" AND (
            "t129"."age" <= 90
          ) AS "is_new",
          "t129"."cost_before" AS "cost_before",
          "t129"."paid_so_far" AS "paid_so_far",
          "t129"."quantity_so_far" AS "quantity_so_far",
          "t129"."age" AS "age",
          "t129"."next_age" AS "next_age",
          isNull("t129"."next_age") AND (
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
            WHEN isNull("t129"."next_age") AND (
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
            "t125"."product" AS "product",
            "t125"."client_id" AS "client_id",
            "t125"."day" AS "day",
            "t125"."known_day" AS "known_day",
            "t125"."paid" AS "paid",
            "t125"."quantity" AS "quantity",
            "t125"."next_day" AS "next_day",
            "t125"."is_new" AS "is_new",
            "t125"."cost_before" AS "cost_before",
            "t125"."paid_so_far" AS "paid_so_far",
            "t125"."quantity_so_far" AS "quantity_so_far",
            20454 - "t125"."day" AS "age",
            CASE
              WHEN "t125"."next_day" < 20454
              THEN 20454 - "t125"."next_day"
              ELSE CAST(NULL AS Nullable(Int32))
            END AS "next_age"
          FROM (
            SELECT
              *
            FROM (
              SELECT
                "t44"."product" AS "product",
                "t44"."client_id" AS "client_id",
                "t44"."day" AS "day",
                "t44"."known_day" AS "known_day",
                "t44"."paid" AS "paid",
                "t44"."quantity" AS "quantity",
                "t44"."next_day" AS "next_day",
                "t44"."is_new" AS "is_new",
                "t44"."cost_before" AS "cost_before",
                "t44"."paid_so_far" AS "paid_so_far",
                "t44"."quantity_so_far" AS "quantity_so_far"
              FROM (
                SELECT
                  *
                FROM "winback_lines" AS "t16"
                WHERE
                  "t16"."day" < 20454
              ) AS "t44"
              LEFT ANTI JOIN (
                SELECT DISTINCT
                  "t17"."client_id" AS "client_id"
                FROM "winback_late_lines" AS "t17"
                WHERE
                  "t17"."day" < 20454
                  AND (
                    (
                      isNull("t17"."void_day") AND (
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
                  "t93"."product" AS "product",
                  "t93"."client_id" AS "client_id",
                  "t93"."day" AS "day",
                  "t93"."known_day" AS "known_day",
                  "t93"."paid" AS "paid",
                  "t93"."quantity" AS "quantity",
                  leadInFrame("t93"."day") OVER (
                    PARTITION BY "t93"."client_id", "t93"."product"
                    ORDER BY "t93"."day" ASC, "t93"."known_day" ASC
                    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                  ) AS "next_day",
                  isNull(
                    lagInFrame("t93"."day") OVER (
                      PARTITION BY "t93"."client_id", "t93"."product"
                      ORDER BY "t93"."day" ASC, "t93"."known_day" ASC
                      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                    )
                  ) AS "is_new",
                  CAST((
                    trunc(
                      CASE
                        WHEN (
                          CAST("t93"."quantity" AS Nullable(Float64)) * (
                            CAST(lagInFrame("t93"."paid") OVER (
                              PARTITION BY "t93"."client_id", "t93"."product"
                              ORDER BY "t93"."day" ASC, "t93"."known_day" ASC
                              ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                            ) AS Nullable(Float64)) / nullIf(
                              CAST(lagInFrame("t93"."quantity") OVER (
                                PARTITION BY "t93"."client_id", "t93"."product"
                                ORDER BY "t93"."day" ASC, "t93"."known_day" ASC
                                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                              ) AS Nullable(Float64)),
                              0
                            )
                          )
                        ) > CAST(1000000000000000.0 AS Nullable(Float64))
                        THEN CAST(1000000000000000.0 AS Nullable(Float64))
                        ELSE CAST("t93"."quantity" AS Nullable(Float64)) * (
                          CAST(lagInFrame("t93"."paid") OVER (
                            PARTITION BY "t93"."client_id", "t93"."product"
                            ORDER BY "t93"."day" ASC, "t93"."known_day" ASC
                            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                          ) AS Nullable(Float64)) / nullIf(
                            CAST(lagInFrame("t93"."quantity") OVER (
                              PARTITION BY "t93"."client_id", "t93"."product"
                              ORDER BY "t93"."day" ASC, "t93"."known_day" ASC
                              ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                            ) AS Nullable(Float64)),
                            0
                          )
                        )
                      END
                    ) + trunc(
                      2 * (
                        (
                          CASE
                            WHEN (
                              CAST("t93"."quantity" AS Nullable(Float64)) * (
                                CAST(lagInFrame("t93"."paid") OVER (
                                  PARTITION BY "t93"."client_id", "t93"."product"
                                  ORDER BY "t93"."day" ASC, "t93"."known_day" ASC
                                  ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                                ) AS Nullable(Float64)) / nullIf(
                                  CAST(lagInFrame("t93"."quantity") OVER (
                                    PARTITION BY "t93"."client_id", "t93"."product"
                                    ORDER BY "t93"."day" ASC, "t93"."known_day" ASC
                                    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                                  ) AS Nullable(Float64)),
                                  0
                                )
                              )
                            ) > CAST(1000000000000000.0 AS Nullable(Float64))
                            THEN CAST(1000000000000000.0 AS Nullable(Float64))
                            ELSE CAST("t93"."quantity" AS Nullable(Float64)) * (
                              CAST(lagInFrame("t93"."paid") OVER (
                                PARTITION BY "t93"."client_id", "t93"."product"
                                ORDER BY "t93"."day" ASC, "t93"."known_day" ASC
                                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                              ) AS Nullable(Float64)) / nullIf(
                                CAST(lagInFrame("t93"."quantity") OVER (
                                  PARTITION BY "t93"."client_id", "t93"."product"
                                  ORDER BY "t93"."day" ASC, "t93"."known_day" ASC
                                  ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                                ) AS Nullable(Float64)),
                                0
                              )
                            )
                          END
                        ) - trunc(
                          CASE
                            WHEN (
                              CAST("t93"."quantity" AS Nullable(Float64)) * (
                                CAST(lagInFrame("t93"."paid") OVER (
                                  PARTITION BY "t93"."client_id", "t93"."product"
                                  ORDER BY "t93"."day" ASC, "t93"."known_day" ASC
                                  ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                                ) AS Nullable(Float64)) / nullIf(
                                  CAST(lagInFrame("t93"."quantity") OVER (
                                    PARTITION BY "t93"."client_id", "t93"."product"
                                    ORDER BY "t93"."day" ASC, "t93"."known_day" ASC
                                    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                                  ) AS Nullable(Float64)),
                                  0
                                )
                              )
                            ) > CAST(1000000000000000.0 AS Nullable(Float64))
                            THEN CAST(1000000000000000.0 AS Nullable(Float64))
                            ELSE CAST("t93"."quantity" AS Nullable(Float64)) * (
                              CAST(lagInFrame("t93"."paid") OVER (
                                PARTITION BY "t93"."client_id", "t93"."product"
                                ORDER BY "t93"."day" ASC, "t93"."known_day" ASC
                                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                              ) AS Nullable(Float64)) / nullIf(
                                CAST(lagInFrame("t93"."quantity") OVER (
                                  PARTITION BY "t93"."client_id", "t93"."product"
                                  ORDER BY "t93"."day" ASC, "t93"."known_day" ASC
                                  ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                                ) AS Nullable(Float64)),
                                0
                              )
                            )
                          END
                        )
                      )
                    )
                  ) AS Nullable(Int64)) AS "cost_before",
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
                    "t86"."product" AS "product",
                    "t86"."client_id" AS "client_id",
                    "t86"."day" AS "day",
                    "t86"."known_day" AS "known_day",
                    SUM("t86"."paid") AS "paid",
                    SUM("t86"."quantity") AS "quantity"
                  FROM (
                    SELECT
                      *
                    FROM (
                      SELECT
                        "t69"."product" AS "product",
                        "t69"."client_id" AS "client_id",
                        "t69"."day" AS "day",
                        "t69"."known_day" AS "known_day",
                        "t69"."paid" AS "paid",
                        "t69"."quantity" AS "quantity"
                      FROM (
                        SELECT
                          "t44"."product" AS "product",
                          "t44"."client_id" AS "client_id",
                          "t44"."day" AS "day",
                          "t44"."known_day" AS "known_day",
                          "t44"."paid" AS "paid",
                          "t44"."quantity" AS "quantity",
                          "t44"."next_day" AS "next_day",
                          "t44"."is_new" AS "is_new",
                          "t44"."cost_before" AS "cost_before",
                          "t44"."paid_so_far" AS "paid_so_far",
                          "t44"."quantity_so_far" AS "quantity_so_far"
                        FROM (
                          SELECT
                            *
                          FROM "winback_lines" AS "t16"
                          WHERE
                            "t16"."day" < 20454
                        ) AS "t44"
                        LEFT SEMI JOIN (
                          SELECT DISTINCT
                            "t17"."client_id" AS "client_id"
                          FROM "winback_late_lines" AS "t17"
                          WHERE
                            "t17"."day" < 20454
                            AND (
                              (
                                isNull("t17"."void_day") AND (
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
                        EXCEPT ("void_day")
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
                    "t86"."product",
                    "t86"."client_id",
                    "t86"."day",
                    "t86"."known_day"
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
    "t146"."client_id"
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
      "t132"."client_id" AS "client_id",
      "t132"."age" AS "age",
      "t132"."is_last" AS "is_last",
      "t132"."half_before" AS "half_before",
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
        "t121"."category" AS "category",
        "t121"."client_id" AS "client_id",
        "t121"."day" AS "day",
        "t121"."known_day" AS "known_day",
        "t121"."paid" AS "paid",
        "t121"."next_day" AS "next_day",
        "t121"."first_day" AS "first_day",
        "t121"."number" AS "number",
        "t121"."paid_so_far" AS "paid_so_far",
        "t121"."age" AS "age",
        "t121"."next_age" AS "next_age",
        isNull("t121"."next_age") AS "is_last",
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
          "t109"."category" AS "category",
          "t109"."client_id" AS "client_id",
          "t109"."day" AS "day",
          "t109"."known_day" AS "known_day",
          "t109"."paid" AS "paid",
          "t109"."next_day" AS "next_day",
          "t109"."first_day" AS "first_day",
          "t109"."number" AS "number",
          "t109"."paid_so_far" AS "paid_so_far",
          20454 - "t109"."day" AS "age",
          CASE
            WHEN "t109"."next_day" < 20454
            THEN 20454 - "t109"."next_day"
            ELSE CAST(NULL AS Nullable(Int32))
          END AS "next_age"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t43"."category" AS "category",
              "t43"."client_id" AS "client_id",
              "t43"."day" AS "day",
              "t43"."known_day" AS "known_day",
              "t43"."paid" AS "paid",
              "t43"."next_day" AS "next_day",
              "t43"."first_day" AS "first_day",
              "t43"."number" AS "number",
              "t43"."paid_so_far" AS "paid_so_far"
            FROM (
              SELECT
                *
              FROM "winback_category_days" AS "t15"
              WHERE
                "t15"."day" < 20454
            ) AS "t43"
            LEFT ANTI JOIN (
              SELECT DISTINCT
                "t17"."client_id" AS "client_id"
              FROM "winback_late_lines" AS "t17"
              WHERE
                "t17"."day" < 20454
                AND (
                  (
                    isNull("t17"."void_day") AND (
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
                "t92"."category" AS "category",
                "t92"."client_id" AS "client_id",
                "t92"."day" AS "day",
                "t92"."known_day" AS "known_day",
                "t92"."paid" AS "paid",
                leadInFrame("t92"."day") OVER (
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
                  "t85"."category" AS "category",
                  "t85"."client_id" AS "client_id",
                  "t85"."day" AS "day",
                  "t85"."known_day" AS "known_day",
                  SUM("t85"."paid") AS "paid"
                FROM (
                  SELECT
                    *
                  FROM (
                    SELECT
                      "t67"."category" AS "category",
                      "t67"."client_id" AS "client_id",
                      "t67"."day" AS "day",
                      "t67"."known_day" AS "known_day",
                      "t67"."paid" AS "paid"
                    FROM (
                      SELECT
                        "t43"."category" AS "category",
                        "t43"."client_id" AS "client_id",
                        "t43"."day" AS "day",
                        "t43"."known_day" AS "known_day",
                        "t43"."paid" AS "paid",
                        "t43"."next_day" AS "next_day",
                        "t43"."first_day" AS "first_day",
                        "t43"."number" AS "number",
                        "t43"."paid_so_far" AS "paid_so_far"
                      FROM (
                        SELECT
                          *
                        FROM "winback_category_days" AS "t15"
                        WHERE
                          "t15"."day" < 20454
                      ) AS "t43"
                      LEFT SEMI JOIN (
                        SELECT DISTINCT
                          "t17"."client_id" AS "client_id"
                        FROM "winback_late_lines" AS "t17"
                        WHERE
                          "t17"."day" < 20454
                          AND (
                            (
                              isNull("t17"."void_day") AND (
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
                      EXCEPT ("void_day")
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
                  "t85"."category",
                  "t85"."client_id",
                  "t85"."day",
                  "t85"."known_day"
              ) AS "t92"
            ) AS "t106"
          ) AS "t108"
        ) AS "t109"
      ) AS "t121"
      WHERE
        isNull("t121"."next_age")
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
            "t47"."client_id" AS "client_id",
            "t47"."day" AS "day"
          FROM (
            SELECT
              *
            FROM "winback_settled" AS "t6"
            WHERE
              "t6"."day" < 20454
              AND (
                isNull("t6"."next_day") OR (
                  "t6"."next_day" >= 20454
                )
              )
          ) AS "t47"
          LEFT ANTI JOIN (
            SELECT DISTINCT
              "t9"."client_id" AS "client_id"
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
            "t107"."client_id" AS "client_id",
            "t107"."day" AS "day"
          FROM "t105" AS "t107"
          WHERE
            isNull("t107"."next_day")
        ) AS "t110"
      ) AS "t112"
    ) AS "t123"
      ON "t132"."client_id" = "t123"."buyer"
  ) AS "t139"
  GROUP BY
    "t139"."client_id"
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
      "t0"."client_id" AS "client_id",
      "t0"."day" AS "day",
      "t0"."cancelled" AS "cancelled",
      "t0"."times" AS "times",
      "t0"."amount" AS "amount",
      "t0"."margin" + CAST((
        trunc(CAST("t0"."unpriced" AS Nullable(Float64)) * CAST(0.3 AS Nullable(Float64))) + trunc(
          2 * (
            (
              CAST("t0"."unpriced" AS Nullable(Float64)) * CAST(0.3 AS Nullable(Float64))
            ) - trunc(CAST("t0"."unpriced" AS Nullable(Float64)) * CAST(0.3 AS Nullable(Float64)))
          )
        )
      ) AS Nullable(Int64)) AS "margin",
      20454 - "t0"."day" AS "age",
      isNull("t0"."void_day") OR (
        "t0"."void_day" >= 20454
      ) AS "counts"
    FROM "winback_setbacks" AS "t0"
    WHERE
      "t0"."known_day" < 20454
      AND (
        isNull("t0"."replaced_day") OR (
          "t0"."replaced_day" >= 20454
        )
      )
  ) AS "t50"
  GROUP BY
    "t50"."client_id"
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
        ELSE CAST(NULL AS Nullable(Int32))
      END
    ) AS "worst_late_365",
    MIN("t103"."age") AS "latest_delivery_age",
    MIN(
      CASE
        WHEN "t103"."days_late" > 0
        THEN "t103"."age"
        ELSE CAST(NULL AS Nullable(Int32))
      END
    ) AS "latest_late_delivery_age",
    SUM(CASE WHEN isNotNull("t103"."overdue_days") THEN "t103"."times" ELSE 0 END) AS "overdue_count",
    MAX("t103"."overdue_days") AS "oldest_overdue_days"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t3"."client_id" AS "client_id",
          CASE
            WHEN COALESCE("t3"."delivered_day" < 20454, FALSE)
            THEN 20454 - "t3"."delivered_day"
            ELSE CAST(NULL AS Nullable(Int32))
          END AS "age",
          CASE
            WHEN COALESCE("t3"."delivered_day" < 20454, FALSE)
            THEN "t3"."delivered_day" - "t3"."promised_day"
            ELSE CAST(NULL AS Nullable(Int32))
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
            ELSE CAST(NULL AS Nullable(Int32))
          END AS "overdue_days",
          "t3"."times" AS "times"
        FROM "winback_deliveries" AS "t3"
        WHERE
          "t3"."known_day" < 20454
          AND (
            isNull("t3"."void_day") OR (
              "t3"."void_day" >= 20454
            )
          )
      ) AS "t57"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          "t78"."client_id" AS "client_id",
          CASE
            WHEN "t78"."parts" = "t78"."parts_came"
            THEN 20454 - "t78"."came_day"
            ELSE CAST(NULL AS Nullable(Int32))
          END AS "age",
          CASE
            WHEN "t78"."parts" = "t78"."parts_came"
            THEN "t78"."days_late"
            ELSE CAST(NULL AS Nullable(Int32))
          END AS "days_late",
          20454 - "t78"."due_day" AS "overdue_days",
          1 AS "times"
        FROM (
          SELECT
            "t38"."client_id" AS "client_id",
            "t38"."order_id" AS "order_id",
            COUNT(*) AS "parts",
            SUM(CASE WHEN COALESCE("t38"."delivered_day" < 20454, FALSE) THEN 1 ELSE 0 END) AS "parts_came",
            MAX(
              CASE
                WHEN COALESCE("t38"."delivered_day" < 20454, FALSE)
                THEN "t38"."delivered_day"
                ELSE CAST(NULL AS Nullable(Int32))
              END
            ) AS "came_day",
            MAX(
              CASE
                WHEN COALESCE("t38"."delivered_day" < 20454, FALSE)
                THEN "t38"."delivered_day" - "t38"."promised_day"
                ELSE CAST(NULL AS Nullable(Int32))
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
                ELSE CAST(NULL AS Nullable(Int32))
              END
            ) AS "due_day"
          FROM (
            SELECT
              *
            FROM "winback_split_deliveries" AS "t10"
            WHERE
              "t10"."known_day" < 20454
              AND (
                isNull("t10"."void_day") OR (
                  "t10"."void_day" >= 20454
                )
              )
          ) AS "t38"
          GROUP BY
            "t38"."client_id",
            "t38"."order_id"
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
    "t103"."client_id"
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
          isNotNull("t77"."days_to_resolve")
        ) AND (
          "t77"."age" <= 365
        )
        THEN 1
        ELSE 0
      END
    ) AS "complaints_open",
    SUM(CASE WHEN isNotNull("t77"."days_to_resolve") THEN 1 ELSE 0 END) AS "complaints_closed",
    SUM("t77"."days_to_resolve") AS "complaint_days_to_resolve",
    MIN("t77"."age") AS "latest_complaint_age",
    MAX(
      CASE
        WHEN NOT (
          isNotNull("t77"."days_to_resolve")
        ) AND (
          "t77"."age" <= 365
        )
        THEN "t77"."age"
        ELSE CAST(NULL AS Nullable(Int32))
      END
    ) AS "oldest_open_complaint_age",
    MAX(
      CASE
        WHEN "t77"."age" <= 365
        THEN "t77"."severity"
        ELSE CAST(NULL AS Nullable(Int64))
      END
    ) AS "worst_complaint",
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
      CASE
        WHEN "t77"."category" = 'conflict'
        THEN "t77"."age"
        ELSE CAST(NULL AS Nullable(Int32))
      END
    ) AS "latest_conflict_age",
    MIN(
      CASE
        WHEN "t77"."category" = 'quality'
        THEN "t77"."age"
        ELSE CAST(NULL AS Nullable(Int32))
      END
    ) AS "latest_quality_age",
    MIN(
      CASE
        WHEN CASE
          WHEN isNotNull("t77"."days_to_resolve")
          THEN "t77"."days_to_resolve"
          ELSE "t77"."age"
        END > "t77"."usual"
        THEN "t77"."age"
        ELSE CAST(NULL AS Nullable(Int32))
      END
    ) AS "latest_slow_age",
    SUM(
      CASE
        WHEN (
          "t77"."age" <= 365
        )
        AND isNotNull("t77"."days_to_resolve")
        AND isNotNull("t77"."usual")
        THEN 1
        ELSE 0
      END
    ) AS "complaints_compared",
    SUM(
      CASE
        WHEN (
          "t77"."age" <= 365
        )
        AND isNotNull("t77"."days_to_resolve")
        AND isNotNull("t77"."usual")
        THEN "t77"."days_to_resolve"
        ELSE 0
      END
    ) AS "days_compared",
    SUM(
      CASE
        WHEN (
          "t77"."age" <= 365
        )
        AND isNotNull("t77"."days_to_resolve")
        AND isNotNull("t77"."usual")
        THEN CAST((
          trunc("t77"."usual" * 100) + trunc(2 * (
            (
              "t77"."usual" * 100
            ) - trunc("t77"."usual" * 100)
          ))
        ) AS Nullable(Int64))
        ELSE 0
      END
    ) AS "usual_hundredths_compared",
    SUM(
      CASE
        WHEN NOT (
          isNotNull("t77"."days_to_resolve")
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
      EXCEPT ("topic")
    FROM (
      SELECT
        "t58"."client_id" AS "client_id",
        "t58"."severity" AS "severity",
        "t58"."category" AS "category",
        "t58"."age" AS "age",
        "t58"."days_to_resolve" AS "days_to_resolve",
        "t37"."topic" AS "topic",
        "t37"."usual" AS "usual"
      FROM (
        SELECT
          "t8"."client_id" AS "client_id",
          "t8"."severity" AS "severity",
          COALESCE("t8"."category", 'other') AS "category",
          20454 - CAST(DATE_DIFF(DAY, CAST('1970-01-01' AS Nullable(DATE)), CAST("t8"."opened_at" AS Nullable(DATE))) AS Nullable(Int32)) AS "age",
          CASE
            WHEN CAST(DATE_DIFF(DAY, CAST('1970-01-01' AS Nullable(DATE)), CAST("t8"."closed_at" AS Nullable(DATE))) AS Nullable(Int32)) < 20454
            THEN CAST(DATE_DIFF(DAY, CAST('1970-01-01' AS Nullable(DATE)), CAST("t8"."closed_at" AS Nullable(DATE))) AS Nullable(Int32)) - CAST(DATE_DIFF(DAY, CAST('1970-01-01' AS Nullable(DATE)), CAST("t8"."opened_at" AS Nullable(DATE))) AS Nullable(Int32))
            ELSE CAST(NULL AS Nullable(Int32))
          END AS "days_to_resolve"
        FROM "complaints" AS "t8"
        WHERE
          CAST(DATE_DIFF(DAY, CAST('1970-01-01' AS Nullable(DATE)), CAST("t8"."known_at" AS Nullable(DATE))) AS Nullable(Int32)) < 20454
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
    "t77"."client_id"
) AS "t102"
  ON "t145"."client_id" = "t102"."complaints_client"
LEFT OUTER JOIN (
  SELECT
    "t73"."client_id" AS "nps_client",
    COUNT(*) AS "nps_answers",
    SUM("t73"."score") AS "nps_sum",
    SUM(CASE WHEN "t73"."score" < 7 THEN 1 ELSE 0 END) AS "nps_low",
    MAX(
      CASE WHEN "t73"."back" = 0 THEN "t73"."score" ELSE CAST(NULL AS Nullable(Int64)) END
    ) AS "nps_last",
    MAX(
      CASE WHEN "t73"."back" = 1 THEN "t73"."score" ELSE CAST(NULL AS Nullable(Int64)) END
    ) AS "nps_before",
    MIN("t73"."age") AS "latest_nps_age",
    MIN(
      CASE
        WHEN "t73"."topic" = 'product'
        THEN (
          "t73"."back" * 16
        ) + "t73"."score"
        ELSE CAST(NULL AS Nullable(Int64))
      END
    ) AS "nps_product_placed",
    MIN(
      CASE
        WHEN "t73"."topic" = 'service'
        THEN (
          "t73"."back" * 16
        ) + "t73"."score"
        ELSE CAST(NULL AS Nullable(Int64))
      END
    ) AS "nps_service_placed",
    MIN(
      CASE
        WHEN "t73"."topic" = 'delivery'
        THEN (
          "t73"."back" * 16
        ) + "t73"."score"
        ELSE CAST(NULL AS Nullable(Int64))
      END
    ) AS "nps_delivery_placed"
  FROM (
    SELECT
      "t51"."client_id" AS "client_id",
      "t51"."score" AS "score",
      "t51"."topic" AS "topic",
      20454 - CAST(DATE_DIFF(
        DAY,
        CAST('1970-01-01' AS Nullable(DATE)),
        CAST("t51"."answered_at" AS Nullable(DATE))
      ) AS Nullable(Int32)) AS "age",
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
        CAST(DATE_DIFF(DAY, CAST('1970-01-01' AS Nullable(DATE)), CAST("t2"."known_at" AS Nullable(DATE))) AS Nullable(Int32)) < 20454
    ) AS "t51"
  ) AS "t73"
  GROUP BY
    "t73"."client_id"
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
    MAX(
      CASE
        WHEN "t130"."age" <= 365
        THEN "t130"."pause"
        ELSE CAST(NULL AS Nullable(Int32))
      END
    ) AS "longest_pause_365",
    MAX(
      CASE
        WHEN "t130"."age" <= 365
        THEN "t130"."outbound_pause"
        ELSE CAST(NULL AS Nullable(Int32))
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
          ) AND isNotNull("t130"."minutes")
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
          ) AND isNotNull("t130"."minutes")
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
          ) AND isNotNull("t130"."minutes")
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
          ) AND isNotNull("t130"."minutes")
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
        ELSE CAST(NULL AS Nullable(Int32))
      END
    ) AS "informative_age_0",
    MIN(
      CASE
        WHEN "t130"."informative" AND (
          "t130"."age" > 7
        )
        THEN "t130"."age"
        ELSE CAST(NULL AS Nullable(Int32))
      END
    ) AS "informative_age_1",
    MIN(
      CASE
        WHEN "t130"."informative" AND (
          "t130"."age" > 14
        )
        THEN "t130"."age"
        ELSE CAST(NULL AS Nullable(Int32))
      END
    ) AS "informative_age_2",
    MIN(
      CASE
        WHEN "t130"."informative" AND (
          "t130"."age" > 21
        )
        THEN "t130"."age"
        ELSE CAST(NULL AS Nullable(Int32))
      END
    ) AS "informative_age_3",
    MIN(
      CASE
        WHEN "t130"."informative" AND (
          "t130"."age" > 28
        )
        THEN "t130"."age"
        ELSE CAST(NULL AS Nullable(Int32))
      END
    ) AS "informative_age_4",
    MIN(
      CASE
        WHEN "t130"."informative" AND (
          "t130"."age" > 35
        )
        THEN "t130"."age"
        ELSE CAST(NULL AS Nullable(Int32))
      END
    ) AS "informative_age_5",
    MIN(
      CASE
        WHEN "t130"."informative" AND (
          "t130"."age" > 42
        )
        THEN "t130"."age"
        ELSE CAST(NULL AS Nullable(Int32))
      END
    ) AS "informative_age_6",
    MIN(
      CASE
        WHEN "t130"."informative" AND (
          "t130"."age" > 49
        )
        THEN "t130"."age"
        ELSE CAST(NULL AS Nullable(Int32))
      END
    ) AS "informative_age_7",
    MIN(
      CASE
        WHEN "t130"."informative" AND (
          "t130"."age" > 56
        )
        THEN "t130"."age"
        ELSE CAST(NULL AS Nullable(Int32))
      END
    ) AS "informative_age_8",
    MIN(
      CASE
        WHEN "t130"."informative" AND (
          "t130"."age" > 63
        )
        THEN "t130"."age"
        ELSE CAST(NULL AS Nullable(Int32))
      END
    ) AS "informative_age_9",
    MIN(
      CASE
        WHEN "t130"."informative" AND (
          "t130"."age" > 70
        )
        THEN "t130"."age"
        ELSE CAST(NULL AS Nullable(Int32))
      END
    ) AS "informative_age_10",
    MIN(
      CASE
        WHEN "t130"."informative" AND (
          "t130"."age" > 77
        )
        THEN "t130"."age"
        ELSE CAST(NULL AS Nullable(Int32))
      END
    ) AS "informative_age_11"
  FROM (
    SELECT
      "t124"."client_id" AS "client_id",
      "t124"."contacted_at" AS "contacted_at",
      "t124"."day" AS "day",
      "t124"."known_day" AS "known_day",
      "t124"."inbound" AS "inbound",
      "t124"."outbound" AS "outbound",
      "t124"."fruitless" AS "fruitless",
      "t124"."informative" AS "informative",
      "t124"."refused" AS "refused",
      "t124"."reached" AS "reached",
      "t124"."minutes" AS "minutes",
      "t124"."next_day" AS "next_day",
      "t124"."pause" AS "pause",
      "t124"."outbound_pause" AS "outbound_pause",
      "t124"."reached_day" AS "reached_day",
      "t124"."first_reached_day" AS "first_reached_day",
      "t124"."inbound_day" AS "inbound_day",
      "t124"."outbound_day" AS "outbound_day",
      "t124"."informative_day" AS "informative_day",
      "t124"."pauses" AS "pauses",
      "t124"."fruitless_run" AS "fruitless_run",
      "t124"."run_day" AS "run_day",
      20454 - "t124"."day" AS "age",
      isNull("t124"."next_day") OR (
        "t124"."next_day" >= 20454
      ) AS "is_last",
      CASE
        WHEN isNull("t124"."next_day") OR (
          "t124"."next_day" >= 20454
        )
        THEN 20454 - "t124"."reached_day"
        ELSE CAST(NULL AS Nullable(Int64))
      END AS "since_reached_day",
      CASE
        WHEN isNull("t124"."next_day") OR (
          "t124"."next_day" >= 20454
        )
        THEN 20454 - "t124"."first_reached_day"
        ELSE CAST(NULL AS Nullable(Int64))
      END AS "since_first_reached_day",
      CASE
        WHEN isNull("t124"."next_day") OR (
          "t124"."next_day" >= 20454
        )
        THEN 20454 - "t124"."inbound_day"
        ELSE CAST(NULL AS Nullable(Int64))
      END AS "since_inbound_day",
      CASE
        WHEN isNull("t124"."next_day") OR (
          "t124"."next_day" >= 20454
        )
        THEN 20454 - "t124"."outbound_day"
        ELSE CAST(NULL AS Nullable(Int64))
      END AS "since_outbound_day",
      CASE
        WHEN isNull("t124"."next_day") OR (
          "t124"."next_day" >= 20454
        )
        THEN 20454 - "t124"."informative_day"
        ELSE CAST(NULL AS Nullable(Int64))
      END AS "since_informative_day",
      CASE
        WHEN isNull("t124"."next_day") OR (
          "t124"."next_day" >= 20454
        )
        THEN 20454 - "t124"."run_day"
        ELSE CAST(NULL AS Nullable(Int64))
      END AS "since_run_day",
      CASE
        WHEN isNull("t124"."next_day") OR (
          "t124"."next_day" >= 20454
        )
        THEN "t124"."pauses"
        ELSE CAST(NULL AS Nullable(Int64))
      END AS "pauses_so_far",
      CASE
        WHEN isNull("t124"."next_day") OR (
          "t124"."next_day" >= 20454
        )
        THEN "t124"."fruitless_run"
        ELSE CAST(NULL AS Nullable(Int64))
      END AS "fruitless_run_so_far"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t39"."client_id" AS "client_id",
          "t39"."contacted_at" AS "contacted_at",
          "t39"."day" AS "day",
          "t39"."known_day" AS "known_day",
          "t39"."inbound" AS "inbound",
          "t39"."outbound" AS "outbound",
          "t39"."fruitless" AS "fruitless",
          "t39"."informative" AS "informative",
          "t39"."refused" AS "refused",
          "t39"."reached" AS "reached",
          "t39"."minutes" AS "minutes",
          "t39"."next_day" AS "next_day",
          "t39"."pause" AS "pause",
          "t39"."outbound_pause" AS "outbound_pause",
          "t39"."reached_day" AS "reached_day",
          "t39"."first_reached_day" AS "first_reached_day",
          "t39"."inbound_day" AS "inbound_day",
          "t39"."outbound_day" AS "outbound_day",
          "t39"."informative_day" AS "informative_day",
          "t39"."pauses" AS "pauses",
          "t39"."fruitless_run" AS "fruitless_run",
          "t39"."run_day" AS "run_day"
        FROM (
          SELECT
            *
          FROM "winback_linked_contacts" AS "t11"
          WHERE
            "t11"."known_day" < 20454
        ) AS "t39"
        LEFT ANTI JOIN (
          SELECT DISTINCT
            "t13"."client_id" AS "client_id"
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
            EXCEPT ("begins", "number")
          FROM (
            SELECT
              "t100"."client_id" AS "client_id",
              "t100"."contacted_at" AS "contacted_at",
              "t100"."day" AS "day",
              "t100"."known_day" AS "known_day",
              "t100"."inbound" AS "inbound",
              "t100"."outbound" AS "outbound",
              "t100"."fruitless" AS "fruitless",
              "t100"."informative" AS "informative",
              "t100"."refused" AS "refused",
              "t100"."reached" AS "reached",
              "t100"."minutes" AS "minutes",
              "t100"."next_day" AS "next_day",
              "t100"."pause" AS "pause",
              "t100"."outbound_pause" AS "outbound_pause",
              "t100"."reached_day" AS "reached_day",
              "t100"."first_reached_day" AS "first_reached_day",
              "t100"."inbound_day" AS "inbound_day",
              "t100"."outbound_day" AS "outbound_day",
              "t100"."informative_day" AS "informative_day",
              SUM(CASE WHEN "t100"."pause" > 0 THEN 1 ELSE 0 END) OVER (
                PARTITION BY "t100"."client_id"
                ORDER BY "t100"."number" ASC
                ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
              ) AS "pauses",
              "t100"."number" - COALESCE(
                MAX(
                  CASE
                    WHEN "t100"."fruitless"
                    THEN CAST(NULL AS Nullable(Int64))
                    ELSE "t100"."number"
                  END
                ) OVER (
                  PARTITION BY "t100"."client_id"
                  ORDER BY "t100"."number" ASC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                ),
                -1
              ) AS "fruitless_run",
              MAX(
                CASE WHEN "t100"."begins" THEN "t100"."day" ELSE CAST(NULL AS Nullable(Int32)) END
              ) OVER (
                PARTITION BY "t100"."client_id"
                ORDER BY "t100"."number" ASC
                ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
              ) AS "run_day",
              "t100"."number" AS "number",
              "t100"."begins" AS "begins"
            FROM (
              SELECT
                "t79"."client_id" AS "client_id",
                "t79"."contacted_at" AS "contacted_at",
                "t79"."day" AS "day",
                "t79"."known_day" AS "known_day",
                "t79"."inbound" AS "inbound",
                "t79"."outbound" AS "outbound",
                "t79"."fruitless" AS "fruitless",
                "t79"."informative" AS "informative",
                "t79"."refused" AS "refused",
                "t79"."reached" AS "reached",
                "t79"."minutes" AS "minutes",
                leadInFrame("t79"."day") OVER (
                  PARTITION BY "t79"."client_id"
                  ORDER BY "t79"."number" ASC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                ) AS "next_day",
                CASE WHEN "t79"."reached" THEN "t79"."day" ELSE CAST(NULL AS Nullable(Int32)) END - MAX(
                  CASE WHEN "t79"."reached" THEN "t79"."day" ELSE CAST(NULL AS Nullable(Int32)) END
                ) OVER (
                  PARTITION BY "t79"."client_id"
                  ORDER BY "t79"."number" ASC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND 1 preceding
                ) AS "pause",
                CASE
                  WHEN "t79"."outbound" AND "t79"."reached"
                  THEN "t79"."day"
                  ELSE CAST(NULL AS Nullable(Int32))
                END - MAX(
                  CASE
                    WHEN "t79"."outbound" AND "t79"."reached"
                    THEN "t79"."day"
                    ELSE CAST(NULL AS Nullable(Int32))
                  END
                ) OVER (
                  PARTITION BY "t79"."client_id"
                  ORDER BY "t79"."number" ASC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND 1 preceding
                ) AS "outbound_pause",
                MAX(
                  CASE WHEN "t79"."reached" THEN "t79"."day" ELSE CAST(NULL AS Nullable(Int32)) END
                ) OVER (
                  PARTITION BY "t79"."client_id"
                  ORDER BY "t79"."number" ASC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                ) AS "reached_day",
                MIN(
                  CASE WHEN "t79"."reached" THEN "t79"."day" ELSE CAST(NULL AS Nullable(Int32)) END
                ) OVER (
                  PARTITION BY "t79"."client_id"
                  ORDER BY "t79"."number" ASC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                ) AS "first_reached_day",
                MAX(
                  CASE WHEN "t79"."inbound" THEN "t79"."day" ELSE CAST(NULL AS Nullable(Int32)) END
                ) OVER (
                  PARTITION BY "t79"."client_id"
                  ORDER BY "t79"."number" ASC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                ) AS "inbound_day",
                MAX(
                  CASE
                    WHEN "t79"."outbound" AND "t79"."reached"
                    THEN "t79"."day"
                    ELSE CAST(NULL AS Nullable(Int32))
                  END
                ) OVER (
                  PARTITION BY "t79"."client_id"
                  ORDER BY "t79"."number" ASC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                ) AS "outbound_day",
                MAX(
                  CASE
                    WHEN "t79"."informative"
                    THEN "t79"."day"
                    ELSE CAST(NULL AS Nullable(Int32))
                  END
                ) OVER (
                  PARTITION BY "t79"."client_id"
                  ORDER BY "t79"."number" ASC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                ) AS "informative_day",
                "t79"."pauses" AS "pauses",
                "t79"."fruitless_run" AS "fruitless_run",
                "t79"."run_day" AS "run_day",
                "t79"."number" AS "number",
                "t79"."fruitless"
                AND NOT (
                  lagInFrame("t79"."fruitless", 1, FALSE) OVER (
                    PARTITION BY "t79"."client_id"
                    ORDER BY "t79"."number" ASC
                    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                  )
                ) AS "begins"
              FROM (
                SELECT
                  "t60"."client_id" AS "client_id",
                  "t60"."contacted_at" AS "contacted_at",
                  "t60"."day" AS "day",
                  "t60"."known_day" AS "known_day",
                  "t60"."inbound" AS "inbound",
                  "t60"."outbound" AS "outbound",
                  "t60"."fruitless" AS "fruitless",
                  "t60"."informative" AS "informative",
                  "t60"."refused" AS "refused",
                  "t60"."reached" AS "reached",
                  "t60"."minutes" AS "minutes",
                  "t60"."next_day" AS "next_day",
                  "t60"."pause" AS "pause",
                  "t60"."outbound_pause" AS "outbound_pause",
                  "t60"."reached_day" AS "reached_day",
                  "t60"."first_reached_day" AS "first_reached_day",
                  "t60"."inbound_day" AS "inbound_day",
                  "t60"."outbound_day" AS "outbound_day",
                  "t60"."informative_day" AS "informative_day",
                  "t60"."pauses" AS "pauses",
                  "t60"."fruitless_run" AS "fruitless_run",
                  "t60"."run_day" AS "run_day",
                  ROW_NUMBER() OVER (
                    PARTITION BY "t60"."client_id"
                    ORDER BY "t60"."contacted_at" ASC, "t60"."fruitless" DESC
                    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                  ) - 1 AS "number"
                FROM (
                  SELECT
                    "t39"."client_id" AS "client_id",
                    "t39"."contacted_at" AS "contacted_at",
                    "t39"."day" AS "day",
                    "t39"."known_day" AS "known_day",
                    "t39"."inbound" AS "inbound",
                    "t39"."outbound" AS "outbound",
                    "t39"."fruitless" AS "fruitless",
                    "t39"."informative" AS "informative",
                    "t39"."refused" AS "refused",
                    "t39"."reached" AS "reached",
                    "t39"."minutes" AS "minutes",
                    "t39"."next_day" AS "next_day",
                    "t39"."pause" AS "pause",
                    "t39"."outbound_pause" AS "outbound_pause",
                    "t39"."reached_day" AS "reached_day",
                    "t39"."first_reached_day" AS "first_reached_day",
                    "t39"."inbound_day" AS "inbound_day",
                    "t39"."outbound_day" AS "outbound_day",
                    "t39"."informative_day" AS "informative_day",
                    "t39"."pauses" AS "pauses",
                    "t39"."fruitless_run" AS "fruitless_run",
                    "t39"."run_day" AS "run_day"
                  FROM (
                    SELECT
                      *
                    FROM "winback_linked_contacts" AS "t11"
                    WHERE
                      "t11"."known_day" < 20454
                  ) AS "t39"
                  LEFT SEMI JOIN (
                    SELECT DISTINCT
                      "t13"."client_id" AS "client_id"
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
      isNull("t124"."next_day")
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
    "t130"."client_id"
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
      "t33"."client_id" AS "client_id",
      "t33"."visits" AS "visits",
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
            "t47"."client_id" AS "client_id",
            "t47"."day" AS "day"
          FROM (
            SELECT
              *
            FROM "winback_settled" AS "t6"
            WHERE
              "t6"."day" < 20454
              AND (
                isNull("t6"."next_day") OR (
                  "t6"."next_day" >= 20454
                )
              )
          ) AS "t47"
          LEFT ANTI JOIN (
            SELECT DISTINCT
              "t9"."client_id" AS "client_id"
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
            "t107"."client_id" AS "client_id",
            "t107"."day" AS "day"
          FROM "t105" AS "t107"
          WHERE
            isNull("t107"."next_day")
        ) AS "t110"
      ) AS "t112"
    ) AS "t123"
      ON "t33"."client_id" = "t123"."buyer"
  ) AS "t128"
  GROUP BY
    "t128"."client_id"
) AS "t136"
  ON "t145"."client_id" = "t136"."activity_client"
LEFT OUTER JOIN (
  SELECT
    "t104"."client_id" AS "managers_client",
    COUNT(*) AS "manager_rows",
    uniqExact("t104"."manager") AS "manager_names",
    SUM(CASE WHEN "t104"."changed" AND (
      "t104"."age" <= 90
    ) THEN 1 ELSE 0 END) AS "manager_changed_90",
    SUM(CASE WHEN "t104"."changed" AND (
      "t104"."age" <= 365
    ) THEN 1 ELSE 0 END) AS "manager_changed_365",
    MIN(
      CASE WHEN "t104"."changed" THEN "t104"."age" ELSE CAST(NULL AS Nullable(Int32)) END
    ) AS "latest_manager_change_age",
    MAX("t104"."age") AS "oldest_manager_age",
    MIN(
      CASE
        WHEN "t104"."dismissed"
        THEN "t104"."end_age"
        ELSE CAST(NULL AS Nullable(Int32))
      END
    ) AS "latest_manager_dismissed_age",
    MIN("t104"."end_age") AS "latest_manager_end_age",
    SUM(
      CASE WHEN isNull("t104"."end_age") OR (
        "t104"."end_age" <= 1
      ) THEN 1 ELSE 0 END
    ) AS "managers_in_office"
  FROM (
    SELECT
      "t91"."client_id" AS "client_id",
      "t91"."manager" AS "manager",
      20454 - "t91"."day" AS "age",
      "t91"."changed" AS "changed",
      CASE
        WHEN COALESCE("t91"."end_day" < 20454, FALSE)
        THEN 20454 - "t91"."end_day"
        ELSE CAST(NULL AS Nullable(Int32))
      END AS "end_age",
      COALESCE("t91"."end_day" < 20454, FALSE) AND "t91"."dismissed" AS "dismissed"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t40"."client_id" AS "client_id",
          "t40"."manager" AS "manager",
          "t40"."valid_from" AS "valid_from",
          "t40"."day" AS "day",
          "t40"."known_day" AS "known_day",
          "t40"."end_day" AS "end_day",
          "t40"."dismissed" AS "dismissed",
          "t40"."changed" AS "changed"
        FROM (
          SELECT
            *
          FROM "winback_linked_managers" AS "t12"
          WHERE
            "t12"."known_day" < 20454
        ) AS "t40"
        LEFT ANTI JOIN (
          SELECT DISTINCT
            "t14"."client_id" AS "client_id"
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
            "t62"."client_id" AS "client_id",
            "t62"."manager" AS "manager",
            "t62"."valid_from" AS "valid_from",
            "t62"."day" AS "day",
            "t62"."known_day" AS "known_day",
            "t62"."end_day" AS "end_day",
            "t62"."dismissed" AS "dismissed",
            COALESCE(
              "t62"."manager" <> lagInFrame("t62"."manager") OVER (
                PARTITION BY "t62"."client_id"
                ORDER BY "t62"."valid_from" ASC, "t62"."manager" ASC
                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
              ),
              FALSE
            ) AS "changed"
          FROM (
            SELECT
              "t40"."client_id" AS "client_id",
              "t40"."manager" AS "manager",
              "t40"."valid_from" AS "valid_from",
              "t40"."day" AS "day",
              "t40"."known_day" AS "known_day",
              "t40"."end_day" AS "end_day",
              "t40"."dismissed" AS "dismissed",
              "t40"."changed" AS "changed"
            FROM (
              SELECT
                *
              FROM "winback_linked_managers" AS "t12"
              WHERE
                "t12"."known_day" < 20454
            ) AS "t40"
            LEFT SEMI JOIN (
              SELECT DISTINCT
                "t14"."client_id" AS "client_id"
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
    "t104"."client_id"
) AS "t117"
  ON "t145"."client_id" = "t117"."managers_client"
LEFT OUTER JOIN (
  SELECT
    "t32"."client_id" AS "branches_client",
    SUBSTRING(
      MIN(CONCAT(CAST("t32"."age" + 1000000 AS Nullable(String)), "t32"."branch")),
      CASE
        WHEN (
          7 + 1
        ) >= 1
        THEN 7 + 1
        ELSE 7 + 1 + LENGTH(MIN(CONCAT(CAST("t32"."age" + 1000000 AS Nullable(String)), "t32"."branch")))
      END
    ) AS "branch"
  FROM (
    SELECT
      "t1"."client_id" AS "client_id",
      "t1"."branch" AS "branch",
      20454 - "t1"."day" AS "age"
    FROM "winback_branches" AS "t1"
    WHERE
      "t1"."known_day" < 20454
      AND (
        isNull("t1"."void_day") OR (
          "t1"."void_day" >= 20454
        )
      )
  ) AS "t32"
  GROUP BY
    "t32"."client_id"
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
        "t52"."client_id" AS "client_id",
        "t52"."kind" AS "client_kind",
        "t52"."industry" AS "client_industry",
        "t52"."region" AS "client_region",
        CASE
          WHEN CAST(DATE_DIFF(DAY, CAST('1970-01-01' AS Nullable(DATE)), "t52"."created_on") AS Nullable(Int32)) < 20454
          THEN 20454 - CAST(DATE_DIFF(DAY, CAST('1970-01-01' AS Nullable(DATE)), "t52"."created_on") AS Nullable(Int32))
          ELSE CAST(NULL AS Nullable(Int32))
        END AS "client_age",
        CAST(DATE_DIFF(DAY, CAST('1970-01-01' AS Nullable(DATE)), "t52"."contract_ends_on") AS Nullable(Int32)) - 20454 AS "contract_days_left",
        ROW_NUMBER() OVER (
          PARTITION BY "t52"."client_id"
          ORDER BY "t52"."valid_from" DESC, "t52"."known_at" DESC, COALESCE("t52"."kind", '') ASC, COALESCE("t52"."industry", '') ASC, COALESCE("t52"."region", '') ASC, COALESCE(CAST("t52"."created_on" AS Nullable(String)), '') ASC, COALESCE(CAST("t52"."contract_ends_on" AS Nullable(String)), '') ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) - 1 AS "back"
      FROM (
        SELECT
          *
        FROM "clients" AS "t5"
        WHERE
          CAST(DATE_DIFF(DAY, CAST('1970-01-01' AS Nullable(DATE)), CAST("t5"."valid_from" AS Nullable(DATE))) AS Nullable(Int32)) < 20454
          AND CAST(DATE_DIFF(DAY, CAST('1970-01-01' AS Nullable(DATE)), CAST("t5"."known_at" AS Nullable(DATE))) AS Nullable(Int32)) < 20454
      ) AS "t52"
    ) AS "t76"
    WHERE
      "t76"."back" = 0
  ) AS "t87"
  GROUP BY
    "t87"."client_id"
) AS "t99"
  ON "t145"."client_id" = "t99"."attributes_client"
) AS "step"

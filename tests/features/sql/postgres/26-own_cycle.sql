SELECT
  CAST("client_id" AS VARCHAR) COLLATE "C" AS "client_id",
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
  CAST("branch" AS VARCHAR) COLLATE "C" AS "branch",
  CAST("client_kind" AS VARCHAR) COLLATE "C" AS "client_kind",
  CAST("client_industry" AS VARCHAR) COLLATE "C" AS "client_industry",
  CAST("client_region" AS VARCHAR) COLLATE "C" AS "client_region",
  CAST("client_age" AS BIGINT) AS "client_age",
  CAST("contract_days_left" AS BIGINT) AS "contract_days_left",
  CAST("gap_count" AS DOUBLE PRECISION) AS "gap_count",
  CAST("recent_gap_count" AS BIGINT) AS "recent_gap_count",
  CAST("order_days_14" AS BIGINT) AS "order_days_14",
  CAST("order_days_30" AS BIGINT) AS "order_days_30",
  CAST("order_days_60" AS BIGINT) AS "order_days_60",
  CAST("order_days_90" AS BIGINT) AS "order_days_90",
  CAST("order_days_180" AS BIGINT) AS "order_days_180",
  CAST("order_days_365" AS BIGINT) AS "order_days_365",
  CAST("quarter_amount" AS BIGINT) AS "quarter_amount",
  CAST("short_count" AS BIGINT) AS "short_count",
  CAST("short_amount" AS BIGINT) AS "short_amount",
  CAST("cycle_log" AS DOUBLE PRECISION) AS "cycle_log",
  CAST("cycle_weight" AS DOUBLE PRECISION) AS "cycle_weight",
  CAST("cycle_log_spread" AS DOUBLE PRECISION) AS "cycle_log_spread",
  CAST("abc_a_from" AS BIGINT) AS "abc_a_from",
  CAST("abc_b_from" AS BIGINT) AS "abc_b_from",
  CAST("abc_a_from_before" AS BIGINT) AS "abc_a_from_before",
  CAST("abc_b_from_before" AS BIGINT) AS "abc_b_from_before",
  CAST("own_cycle_days" AS DOUBLE PRECISION) AS "own_cycle_days",
  CAST("cycle_spread" AS DOUBLE PRECISION) AS "cycle_spread",
  CAST("longest_gap_ratio" AS DOUBLE PRECISION) AS "longest_gap_ratio",
  CAST("last_gap_ratio" AS DOUBLE PRECISION) AS "last_gap_ratio",
  CAST("recent_gaps_log_ratio" AS DOUBLE PRECISION) AS "recent_gaps_log_ratio"
FROM (
SELECT
  "t4"."client_id",
  "t4"."amount_month_0",
  "t4"."amount_month_1",
  "t4"."amount_month_2",
  "t4"."amount_month_3",
  "t4"."amount_month_4",
  "t4"."amount_month_5",
  "t4"."amount_month_6",
  "t4"."amount_month_7",
  "t4"."amount_month_8",
  "t4"."amount_month_9",
  "t4"."amount_month_10",
  "t4"."amount_month_11",
  "t4"."amount_month_12",
  "t4"."amount_month_13",
  "t4"."amount_month_14",
  "t4"."year_amount",
  "t4"."year_amount_before",
  "t4"."log_gap_sum",
  "t4"."log_gap_squares",
  "t4"."longest_gap",
  "t4"."last_gap",
  "t4"."recent_log_gap_sum",
  "t4"."order_days",
  "t4"."oldest_age",
  "t4"."latest_age",
  "t4"."decayed_30",
  "t4"."decayed_90",
  "t4"."decayed_180",
  "t4"."window_counts",
  "t4"."last_weeks",
  "t4"."season_days_ahead",
  "t4"."season_days_year_ago",
  "t4"."weekday_counts",
  "t4"."amount_sum",
  "t4"."margin_sum",
  "t4"."last_amount",
  "t4"."largest_amount",
  "t4"."recent_amount",
  "t4"."log_amount_sum",
  "t4"."log_amount_squares",
  "t4"."age_sum",
  "t4"."age_squares",
  "t4"."age_log_amount",
  "t4"."discounted_days_365",
  "t4"."discount_90",
  "t4"."discount_365",
  "t4"."discount_ever",
  "t4"."latest_discount_age",
  "t4"."product_count_365",
  "t4"."product_count_half",
  "t4"."product_count_half_before",
  "t4"."product_count_90",
  "t4"."product_count_new_90",
  "t4"."basket_paid",
  "t4"."basket_paid_priced",
  "t4"."basket_today",
  "t4"."last_paid",
  "t4"."last_at_price_before",
  "t4"."category_count_365",
  "t4"."category_count_half",
  "t4"."category_count_half_before",
  "t4"."category_count_new_90",
  "t4"."category_count_regular",
  "t4"."category_count_given_up",
  "t4"."category_amount",
  "t4"."top_category_amount",
  "t4"."setback_count_90",
  "t4"."setback_count_365",
  "t4"."return_count_365",
  "t4"."cancellation_count_365",
  "t4"."returned_amount_365",
  "t4"."undone_amount_365",
  "t4"."refunded_margin",
  "t4"."latest_setback_age",
  "t4"."delivered_90",
  "t4"."delivered_365",
  "t4"."late_90",
  "t4"."late_365",
  "t4"."days_late_365",
  "t4"."worst_late_365",
  "t4"."latest_delivery_age",
  "t4"."latest_late_delivery_age",
  "t4"."overdue_count",
  "t4"."oldest_overdue_days",
  "t4"."complaints",
  "t4"."complaints_30",
  "t4"."complaints_90",
  "t4"."complaints_365",
  "t4"."complaints_service",
  "t4"."complaints_delivery",
  "t4"."complaints_quality",
  "t4"."complaints_price",
  "t4"."complaints_conflict",
  "t4"."complaints_other",
  "t4"."complaints_open",
  "t4"."complaints_closed",
  "t4"."complaint_days_to_resolve",
  "t4"."latest_complaint_age",
  "t4"."oldest_open_complaint_age",
  "t4"."worst_complaint",
  "t4"."conflict_count_365",
  "t4"."latest_conflict_age",
  "t4"."latest_quality_age",
  "t4"."latest_slow_age",
  "t4"."complaints_compared",
  "t4"."days_compared",
  "t4"."usual_hundredths_compared",
  "t4"."open_beyond_usual",
  "t4"."nps_answers",
  "t4"."nps_sum",
  "t4"."nps_low",
  "t4"."nps_last",
  "t4"."nps_before",
  "t4"."latest_nps_age",
  "t4"."nps_product_placed",
  "t4"."nps_service_placed",
  "t4"."nps_delivery_placed",
  "t4"."contact_count_30",
  "t4"."contact_count_90",
  "t4"."contact_count_365",
  "t4"."since_reached_day",
  "t4"."since_first_reached_day",
  "t4"."since_inbound_day",
  "t4"."since_outbound_day",
  "t4"."since_informative_day",
  "t4"."since_run_day",
  "t4"."pauses_so_far",
  "t4"."fruitless_run_so_far",
  "t4"."longest_pause_365",
  "t4"."longest_outbound_365",
  "t4"."inbound_365",
  "t4"."outbound_365",
  "t4"."informative_365",
  "t4"."fruitless_365",
  "t4"."refused_90",
  "t4"."answered_90",
  "t4"."answered_365",
  "t4"."answer_minutes_90",
  "t4"."answer_minutes_365",
  "t4"."informative_age_0",
  "t4"."informative_age_1",
  "t4"."informative_age_2",
  "t4"."informative_age_3",
  "t4"."informative_age_4",
  "t4"."informative_age_5",
  "t4"."informative_age_6",
  "t4"."informative_age_7",
  "t4"."informative_age_8",
  "t4"."informative_age_9",
  "t4"."informative_age_10",
  "t4"."informative_age_11",
  "t4"."visit_count_30",
  "t4"."visit_count_90",
  "t4"."visit_count_before_30",
  "t4"."visit_count_before_90",
  "t4"."visit_count_since_order",
  "t4"."latest_visit_age",
  "t4"."oldest_visit_age",
  "t4"."manager_rows",
  "t4"."manager_names",
  "t4"."manager_changed_90",
  "t4"."manager_changed_365",
  "t4"."latest_manager_change_age",
  "t4"."oldest_manager_age",
  "t4"."latest_manager_dismissed_age",
  "t4"."latest_manager_end_age",
  "t4"."managers_in_office",
  "t4"."branch",
  "t4"."client_kind",
  "t4"."client_industry",
  "t4"."client_region",
  "t4"."client_age",
  "t4"."contract_days_left",
  CAST("t4"."gap_count" AS DOUBLE PRECISION) AS "gap_count",
  "t4"."recent_gap_count",
  "t4"."order_days_14",
  "t4"."order_days_30",
  "t4"."order_days_60",
  "t4"."order_days_90",
  "t4"."order_days_180",
  "t4"."order_days_365",
  "t4"."quarter_amount",
  "t4"."short_count",
  "t4"."short_amount",
  "t4"."cycle_log",
  "t4"."cycle_weight",
  "t4"."cycle_log_spread",
  "t4"."abc_a_from",
  "t4"."abc_b_from",
  "t4"."abc_a_from_before",
  "t4"."abc_b_from_before",
  EXP(
    CAST((
      (
        "t4"."cycle_weight" * "t4"."cycle_log"
      ) + (
        CAST(COALESCE(CAST("t4"."log_gap_sum" AS DOUBLE PRECISION), CAST(0.0 AS DOUBLE PRECISION)) AS DOUBLE PRECISION) / 1000000
      )
    ) AS DOUBLE PRECISION) / (
      "t4"."cycle_weight" + CAST("t4"."gap_count" AS DOUBLE PRECISION)
    )
  ) AS "own_cycle_days",
  CASE
    WHEN EXP(
      CAST((
        (
          "t4"."cycle_weight" * "t4"."cycle_log"
        ) + (
          CAST(COALESCE(CAST("t4"."log_gap_sum" AS DOUBLE PRECISION), CAST(0.0 AS DOUBLE PRECISION)) AS DOUBLE PRECISION) / 1000000
        )
      ) AS DOUBLE PRECISION) / (
        "t4"."cycle_weight" + CAST("t4"."gap_count" AS DOUBLE PRECISION)
      )
    ) IS NOT NULL
    THEN CASE
      WHEN (
        CAST((
          (
            "t4"."cycle_weight" * "t4"."cycle_log_spread"
          ) + (
            CASE
              WHEN (
                CAST("t4"."gap_count" AS DOUBLE PRECISION) - 1
              ) IS NULL
              THEN CAST("t4"."gap_count" AS DOUBLE PRECISION) - 1
              ELSE GREATEST(CAST(0.0 AS DOUBLE PRECISION), CAST("t4"."gap_count" AS DOUBLE PRECISION) - 1)
            END * COALESCE(
              SQRT(
                CAST(CASE
                  WHEN (
                    CAST("t4"."log_gap_squares" AS DOUBLE PRECISION) - (
                      CAST((
                        CAST("t4"."log_gap_sum" AS DOUBLE PRECISION) * CAST("t4"."log_gap_sum" AS DOUBLE PRECISION)
                      ) AS DOUBLE PRECISION) / NULLIF(CAST("t4"."gap_count" AS DOUBLE PRECISION), 0)
                    )
                  ) IS NULL
                  THEN CAST("t4"."log_gap_squares" AS DOUBLE PRECISION) - (
                    CAST((
                      CAST("t4"."log_gap_sum" AS DOUBLE PRECISION) * CAST("t4"."log_gap_sum" AS DOUBLE PRECISION)
                    ) AS DOUBLE PRECISION) / NULLIF(CAST("t4"."gap_count" AS DOUBLE PRECISION), 0)
                  )
                  ELSE GREATEST(
                    CAST(0.0 AS DOUBLE PRECISION),
                    CAST("t4"."log_gap_squares" AS DOUBLE PRECISION) - (
                      CAST((
                        CAST("t4"."log_gap_sum" AS DOUBLE PRECISION) * CAST("t4"."log_gap_sum" AS DOUBLE PRECISION)
                      ) AS DOUBLE PRECISION) / NULLIF(CAST("t4"."gap_count" AS DOUBLE PRECISION), 0)
                    )
                  )
                END AS DOUBLE PRECISION) / (
                  NULLIF(
                    CASE
                      WHEN (
                        CAST("t4"."gap_count" AS DOUBLE PRECISION) - 1
                      ) IS NULL
                      THEN CAST("t4"."gap_count" AS DOUBLE PRECISION) - 1
                      ELSE GREATEST(CAST(0.0 AS DOUBLE PRECISION), CAST("t4"."gap_count" AS DOUBLE PRECISION) - 1)
                    END,
                    0
                  ) * CAST(1000000.0 AS DOUBLE PRECISION) * CAST(1000000.0 AS DOUBLE PRECISION)
                )
              ),
              CAST(0.0 AS DOUBLE PRECISION)
            )
          )
        ) AS DOUBLE PRECISION) / (
          "t4"."cycle_weight" + CASE
            WHEN (
              CAST("t4"."gap_count" AS DOUBLE PRECISION) - 1
            ) IS NULL
            THEN CAST("t4"."gap_count" AS DOUBLE PRECISION) - 1
            ELSE GREATEST(CAST(0.0 AS DOUBLE PRECISION), CAST("t4"."gap_count" AS DOUBLE PRECISION) - 1)
          END
        )
      ) IS NULL
      THEN CAST((
        (
          "t4"."cycle_weight" * "t4"."cycle_log_spread"
        ) + (
          CASE
            WHEN (
              CAST("t4"."gap_count" AS DOUBLE PRECISION) - 1
            ) IS NULL
            THEN CAST("t4"."gap_count" AS DOUBLE PRECISION) - 1
            ELSE GREATEST(CAST(0.0 AS DOUBLE PRECISION), CAST("t4"."gap_count" AS DOUBLE PRECISION) - 1)
          END * COALESCE(
            SQRT(
              CAST(CASE
                WHEN (
                  CAST("t4"."log_gap_squares" AS DOUBLE PRECISION) - (
                    CAST((
                      CAST("t4"."log_gap_sum" AS DOUBLE PRECISION) * CAST("t4"."log_gap_sum" AS DOUBLE PRECISION)
                    ) AS DOUBLE PRECISION) / NULLIF(CAST("t4"."gap_count" AS DOUBLE PRECISION), 0)
                  )
                ) IS NULL
                THEN CAST("t4"."log_gap_squares" AS DOUBLE PRECISION) - (
                  CAST((
                    CAST("t4"."log_gap_sum" AS DOUBLE PRECISION) * CAST("t4"."log_gap_sum" AS DOUBLE PRECISION)
                  ) AS DOUBLE PRECISION) / NULLIF(CAST("t4"."gap_count" AS DOUBLE PRECISION), 0)
                )
                ELSE GREATEST(
                  CAST(0.0 AS DOUBLE PRECISION),
                  CAST("t4"."log_gap_squares" AS DOUBLE PRECISION) - (
                    CAST((
                      CAST("t4"."log_gap_sum" AS DOUBLE PRECISION) * CAST("t4"."log_gap_sum" AS DOUBLE PRECISION)
                    ) AS DOUBLE PRECISION) / NULLIF(CAST("t4"."gap_count" AS DOUBLE PRECISION), 0)
                  )
                )
              END AS DOUBLE PRECISION) / (
                NULLIF(
                  CASE
                    WHEN (
                      CAST("t4"."gap_count" AS DOUBLE PRECISION) - 1
                    ) IS NULL
                    THEN CAST("t4"."gap_count" AS DOUBLE PRECISION) - 1
                    ELSE GREATEST(CAST(0.0 AS DOUBLE PRECISION), CAST("t4"."gap_count" AS DOUBLE PRECISION) - 1)
                  END,
                  0
                ) * CAST(1000000.0 AS DOUBLE PRECISION) * CAST(1000000.0 AS DOUBLE PRECISION)
              )
            ),
            CAST(0.0 AS DOUBLE PRECISION)
          )
        )
      ) AS DOUBLE PRECISION) / (
        "t4"."cycle_weight" + CASE
          WHEN (
            CAST("t4"."gap_count" AS DOUBLE PRECISION) - 1
          ) IS NULL
          THEN CAST("t4"."gap_count" AS DOUBLE PRECISION) - 1
          ELSE GREATEST(CAST(0.0 AS DOUBLE PRECISION), CAST("t4"."gap_count" AS DOUBLE PRECISION) - 1)
        END
      )
      ELSE GREATEST(
        CAST(0.1 AS DOUBLE PRECISION),
        CAST((
          (
            "t4"."cycle_weight" * "t4"."cycle_log_spread"
          ) + (
            CASE
              WHEN (
                CAST("t4"."gap_count" AS DOUBLE PRECISION) - 1
              ) IS NULL
              THEN CAST("t4"."gap_count" AS DOUBLE PRECISION) - 1
              ELSE GREATEST(CAST(0.0 AS DOUBLE PRECISION), CAST("t4"."gap_count" AS DOUBLE PRECISION) - 1)
            END * COALESCE(
              SQRT(
                CAST(CASE
                  WHEN (
                    CAST("t4"."log_gap_squares" AS DOUBLE PRECISION) - (
                      CAST((
                        CAST("t4"."log_gap_sum" AS DOUBLE PRECISION) * CAST("t4"."log_gap_sum" AS DOUBLE PRECISION)
                      ) AS DOUBLE PRECISION) / NULLIF(CAST("t4"."gap_count" AS DOUBLE PRECISION), 0)
                    )
                  ) IS NULL
                  THEN CAST("t4"."log_gap_squares" AS DOUBLE PRECISION) - (
                    CAST((
                      CAST("t4"."log_gap_sum" AS DOUBLE PRECISION) * CAST("t4"."log_gap_sum" AS DOUBLE PRECISION)
                    ) AS DOUBLE PRECISION) / NULLIF(CAST("t4"."gap_count" AS DOUBLE PRECISION), 0)
                  )
                  ELSE GREATEST(
                    CAST(0.0 AS DOUBLE PRECISION),
                    CAST("t4"."log_gap_squares" AS DOUBLE PRECISION) - (
                      CAST((
                        CAST("t4"."log_gap_sum" AS DOUBLE PRECISION) * CAST("t4"."log_gap_sum" AS DOUBLE PRECISION)
                      ) AS DOUBLE PRECISION) / NULLIF(CAST("t4"."gap_count" AS DOUBLE PRECISION), 0)
                    )
                  )
                END AS DOUBLE PRECISION) / (
                  NULLIF(
                    CASE
                      WHEN (
                        CAST("t4"."gap_count" AS DOUBLE PRECISION) - 1
                      ) IS NULL
                      THEN CAST("t4"."gap_count" AS DOUBLE PRECISION) - 1
                      ELSE GREATEST(CAST(0.0 AS DOUBLE PRECISION), CAST("t4"."gap_count" AS DOUBLE PRECISION) - 1)
                    END,
                    0
                  ) * CAST(1000000.0 AS DOUBLE PRECISION) * CAST(1000000.0 AS DOUBLE PRECISION)
                )
              ),
              CAST(0.0 AS DOUBLE PRECISION)
            )
          )
        ) AS DOUBLE PRECISION) / (
          "t4"."cycle_weight" + CASE
            WHEN (
              CAST("t4"."gap_count" AS DOUBLE PRECISION) - 1
            ) IS NULL
            THEN CAST("t4"."gap_count" AS DOUBLE PRECISION) - 1
            ELSE GREATEST(CAST(0.0 AS DOUBLE PRECISION), CAST("t4"."gap_count" AS DOUBLE PRECISION) - 1)
          END
        )
      )
    END
    ELSE CAST(NULL AS DOUBLE PRECISION)
  END AS "cycle_spread",
  CAST("t4"."longest_gap" AS DOUBLE PRECISION) / NULLIF(
    EXP(
      CAST((
        (
          "t4"."cycle_weight" * "t4"."cycle_log"
        ) + (
          CAST(COALESCE(CAST("t4"."log_gap_sum" AS DOUBLE PRECISION), CAST(0.0 AS DOUBLE PRECISION)) AS DOUBLE PRECISION) / 1000000
        )
      ) AS DOUBLE PRECISION) / (
        "t4"."cycle_weight" + CAST("t4"."gap_count" AS DOUBLE PRECISION)
      )
    ),
    0
  ) AS "longest_gap_ratio",
  CAST("t4"."last_gap" AS DOUBLE PRECISION) / NULLIF(
    EXP(
      CAST((
        (
          "t4"."cycle_weight" * "t4"."cycle_log"
        ) + (
          CAST(COALESCE(CAST("t4"."log_gap_sum" AS DOUBLE PRECISION), CAST(0.0 AS DOUBLE PRECISION)) AS DOUBLE PRECISION) / 1000000
        )
      ) AS DOUBLE PRECISION) / (
        "t4"."cycle_weight" + CAST("t4"."gap_count" AS DOUBLE PRECISION)
      )
    ),
    0
  ) AS "last_gap_ratio",
  (
    CAST((
      CAST("t4"."recent_log_gap_sum" AS DOUBLE PRECISION) / NULLIF(CAST("t4"."recent_gap_count" AS DOUBLE PRECISION), 0)
    ) AS DOUBLE PRECISION) / 1000000
  ) - LN(
    EXP(
      CAST((
        (
          "t4"."cycle_weight" * "t4"."cycle_log"
        ) + (
          CAST(COALESCE(CAST("t4"."log_gap_sum" AS DOUBLE PRECISION), CAST(0.0 AS DOUBLE PRECISION)) AS DOUBLE PRECISION) / 1000000
        )
      ) AS DOUBLE PRECISION) / (
        "t4"."cycle_weight" + CAST("t4"."gap_count" AS DOUBLE PRECISION)
      )
    )
  ) AS "recent_gaps_log_ratio"
FROM (
  SELECT
    "t2"."client_id",
    "t2"."amount_month_0",
    "t2"."amount_month_1",
    "t2"."amount_month_2",
    "t2"."amount_month_3",
    "t2"."amount_month_4",
    "t2"."amount_month_5",
    "t2"."amount_month_6",
    "t2"."amount_month_7",
    "t2"."amount_month_8",
    "t2"."amount_month_9",
    "t2"."amount_month_10",
    "t2"."amount_month_11",
    "t2"."amount_month_12",
    "t2"."amount_month_13",
    "t2"."amount_month_14",
    "t2"."year_amount",
    "t2"."year_amount_before",
    "t2"."log_gap_sum",
    "t2"."log_gap_squares",
    "t2"."longest_gap",
    "t2"."last_gap",
    "t2"."recent_log_gap_sum",
    "t2"."order_days",
    "t2"."oldest_age",
    "t2"."latest_age",
    "t2"."decayed_30",
    "t2"."decayed_90",
    "t2"."decayed_180",
    "t2"."window_counts",
    "t2"."last_weeks",
    "t2"."season_days_ahead",
    "t2"."season_days_year_ago",
    "t2"."weekday_counts",
    "t2"."amount_sum",
    "t2"."margin_sum",
    "t2"."last_amount",
    "t2"."largest_amount",
    "t2"."recent_amount",
    "t2"."log_amount_sum",
    "t2"."log_amount_squares",
    "t2"."age_sum",
    "t2"."age_squares",
    "t2"."age_log_amount",
    "t2"."discounted_days_365",
    "t2"."discount_90",
    "t2"."discount_365",
    "t2"."discount_ever",
    "t2"."latest_discount_age",
    "t2"."product_count_365",
    "t2"."product_count_half",
    "t2"."product_count_half_before",
    "t2"."product_count_90",
    "t2"."product_count_new_90",
    "t2"."basket_paid",
    "t2"."basket_paid_priced",
    "t2"."basket_today",
    "t2"."last_paid",
    "t2"."last_at_price_before",
    "t2"."category_count_365",
    "t2"."category_count_half",
    "t2"."category_count_half_before",
    "t2"."category_count_new_90",
    "t2"."category_count_regular",
    "t2"."category_count_given_up",
    "t2"."category_amount",
    "t2"."top_category_amount",
    "t2"."setback_count_90",
    "t2"."setback_count_365",
    "t2"."return_count_365",
    "t2"."cancellation_count_365",
    "t2"."returned_amount_365",
    "t2"."undone_amount_365",
    "t2"."refunded_margin",
    "t2"."latest_setback_age",
    "t2"."delivered_90",
    "t2"."delivered_365",
    "t2"."late_90",
    "t2"."late_365",
    "t2"."days_late_365",
    "t2"."worst_late_365",
    "t2"."latest_delivery_age",
    "t2"."latest_late_delivery_age",
    "t2"."overdue_count",
    "t2"."oldest_overdue_days",
    "t2"."complaints",
    "t2"."complaints_30",
    "t2"."complaints_90",
    "t2"."complaints_365",
    "t2"."complaints_service",
    "t2"."complaints_delivery",
    "t2"."complaints_quality",
    "t2"."complaints_price",
    "t2"."complaints_conflict",
    "t2"."complaints_other",
    "t2"."complaints_open",
    "t2"."complaints_closed",
    "t2"."complaint_days_to_resolve",
    "t2"."latest_complaint_age",
    "t2"."oldest_open_complaint_age",
    "t2"."worst_complaint",
    "t2"."conflict_count_365",
    "t2"."latest_conflict_age",
    "t2"."latest_quality_age",
    "t2"."latest_slow_age",
    "t2"."complaints_compared",
    "t2"."days_compared",
    "t2"."usual_hundredths_compared",
    "t2"."open_beyond_usual",
    "t2"."nps_answers",
    "t2"."nps_sum",
    "t2"."nps_low",
    "t2"."nps_last",
    "t2"."nps_before",
    "t2"."latest_nps_age",
    "t2"."nps_product_placed",
    "t2"."nps_service_placed",
    "t2"."nps_delivery_placed",
    "t2"."contact_count_30",
    "t2"."contact_count_90",
    "t2"."contact_count_365",
    "t2"."since_reached_day",
    "t2"."since_first_reached_day",
    "t2"."since_inbound_day",
    "t2"."since_outbound_day",
    "t2"."since_informative_day",
    "t2"."since_run_day",
    "t2"."pauses_so_far",
    "t2"."fruitless_run_so_far",
    "t2"."longest_pause_365",
    "t2"."longest_outbound_365",
    "t2"."inbound_365",
    "t2"."outbound_365",
    "t2"."informative_365",
    "t2"."fruitless_365",
    "t2"."refused_90",
    "t2"."answered_90",
    "t2"."answered_365",
    "t2"."answer_minutes_90",
    "t2"."answer_minutes_365",
    "t2"."informative_age_0",
    "t2"."informative_age_1",
    "t2"."informative_age_2",
    "t2"."informative_age_3",
    "t2"."informative_age_4",
    "t2"."informative_age_5",
    "t2"."informative_age_6",
    "t2"."informative_age_7",
    "t2"."informative_age_8",
    "t2"."informative_age_9",
    "t2"."informative_age_10",
    "t2"."informative_age_11",
    "t2"."visit_count_30",
    "t2"."visit_count_90",
    "t2"."visit_count_before_30",
    "t2"."visit_count_before_90",
    "t2"."visit_count_since_order",
    "t2"."latest_visit_age",
    "t2"."oldest_visit_age",
    "t2"."manager_rows",
    "t2"."manager_names",
    "t2"."manager_changed_90",
    "t2"."manager_changed_365",
    "t2"."latest_manager_change_age",
    "t2"."oldest_manager_age",
    "t2"."latest_manager_dismissed_age",
    "t2"."latest_manager_end_age",
    "t2"."managers_in_office",
    "t2"."branch",
    "t2"."client_kind",
    "t2"."client_industry",
    "t2"."client_region",
    "t2"."client_age",
    "t2"."contract_days_left",
    "t2"."gap_count",
    "t2"."recent_gap_count",
    "t2"."order_days_14",
    "t2"."order_days_30",
    "t2"."order_days_60",
    "t2"."order_days_90",
    "t2"."order_days_180",
    "t2"."order_days_365",
    "t2"."quarter_amount",
    "t2"."short_count",
    "t2"."short_amount",
    "t3"."cycle_log",
    "t3"."cycle_weight",
    "t3"."cycle_log_spread",
    "t3"."abc_a_from",
    "t3"."abc_b_from",
    "t3"."abc_a_from_before",
    "t3"."abc_b_from_before"
  FROM "winback_derived" AS "t2"
  CROSS JOIN "winback_population" AS "t3"
) AS "t4"
) AS "step"

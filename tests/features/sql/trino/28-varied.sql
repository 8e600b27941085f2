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
  CAST("contract_days_left" AS BIGINT) AS "contract_days_left",
  CAST("gap_count" AS DOUBLE) AS "gap_count",
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
  CAST("cycle_log" AS DOUBLE) AS "cycle_log",
  CAST("cycle_weight" AS DOUBLE) AS "cycle_weight",
  CAST("cycle_log_spread" AS DOUBLE) AS "cycle_log_spread",
  CAST("abc_a_from" AS BIGINT) AS "abc_a_from",
  CAST("abc_b_from" AS BIGINT) AS "abc_b_from",
  CAST("abc_a_from_before" AS BIGINT) AS "abc_a_from_before",
  CAST("abc_b_from_before" AS BIGINT) AS "abc_b_from_before",
  CAST("own_cycle_days" AS DOUBLE) AS "own_cycle_days",
  CAST("cycle_spread" AS DOUBLE) AS "cycle_spread",
  CAST("longest_gap_ratio" AS DOUBLE) AS "longest_gap_ratio",
  CAST("last_gap_ratio" AS DOUBLE) AS "last_gap_ratio",
  CAST("recent_gaps_log_ratio" AS DOUBLE) AS "recent_gaps_log_ratio",
  CAST("days_since_order" AS DOUBLE) AS "days_since_order",
  CAST("tenure_days" AS DOUBLE) AS "tenure_days",
  CAST("overdue_ratio" AS DOUBLE) AS "overdue_ratio",
  CAST("overdue_deviations" AS DOUBLE) AS "overdue_deviations",
  CAST("silent_share" AS DOUBLE) AS "silent_share",
  CAST("silence_to_longest_gap" AS DOUBLE) AS "silence_to_longest_gap",
  CAST("variation" AS DOUBLE) AS "variation",
  CAST("variation_before" AS DOUBLE) AS "variation_before"
FROM (
SELECT
  "t0"."client_id",
  "t0"."amount_month_0",
  "t0"."amount_month_1",
  "t0"."amount_month_2",
  "t0"."amount_month_3",
  "t0"."amount_month_4",
  "t0"."amount_month_5",
  "t0"."amount_month_6",
  "t0"."amount_month_7",
  "t0"."amount_month_8",
  "t0"."amount_month_9",
  "t0"."amount_month_10",
  "t0"."amount_month_11",
  "t0"."amount_month_12",
  "t0"."amount_month_13",
  "t0"."amount_month_14",
  "t0"."year_amount",
  "t0"."year_amount_before",
  "t0"."log_gap_sum",
  "t0"."log_gap_squares",
  "t0"."longest_gap",
  "t0"."last_gap",
  "t0"."recent_log_gap_sum",
  "t0"."order_days",
  "t0"."oldest_age",
  "t0"."latest_age",
  "t0"."decayed_30",
  "t0"."decayed_90",
  "t0"."decayed_180",
  "t0"."window_counts",
  "t0"."last_weeks",
  "t0"."season_days_ahead",
  "t0"."season_days_year_ago",
  "t0"."weekday_counts",
  "t0"."amount_sum",
  "t0"."margin_sum",
  "t0"."last_amount",
  "t0"."largest_amount",
  "t0"."recent_amount",
  "t0"."log_amount_sum",
  "t0"."log_amount_squares",
  "t0"."age_sum",
  "t0"."age_squares",
  "t0"."age_log_amount",
  "t0"."discounted_days_365",
  "t0"."discount_90",
  "t0"."discount_365",
  "t0"."discount_ever",
  "t0"."latest_discount_age",
  "t0"."product_count_365",
  "t0"."product_count_half",
  "t0"."product_count_half_before",
  "t0"."product_count_90",
  "t0"."product_count_new_90",
  "t0"."basket_paid",
  "t0"."basket_paid_priced",
  "t0"."basket_today",
  "t0"."last_paid",
  "t0"."last_at_price_before",
  "t0"."category_count_365",
  "t0"."category_count_half",
  "t0"."category_count_half_before",
  "t0"."category_count_new_90",
  "t0"."category_count_regular",
  "t0"."category_count_given_up",
  "t0"."category_amount",
  "t0"."top_category_amount",
  "t0"."setback_count_90",
  "t0"."setback_count_365",
  "t0"."return_count_365",
  "t0"."cancellation_count_365",
  "t0"."returned_amount_365",
  "t0"."undone_amount_365",
  "t0"."refunded_margin",
  "t0"."latest_setback_age",
  "t0"."delivered_90",
  "t0"."delivered_365",
  "t0"."late_90",
  "t0"."late_365",
  "t0"."days_late_365",
  "t0"."worst_late_365",
  "t0"."latest_delivery_age",
  "t0"."latest_late_delivery_age",
  "t0"."overdue_count",
  "t0"."oldest_overdue_days",
  "t0"."complaints",
  "t0"."complaints_30",
  "t0"."complaints_90",
  "t0"."complaints_365",
  "t0"."complaints_service",
  "t0"."complaints_delivery",
  "t0"."complaints_quality",
  "t0"."complaints_price",
  "t0"."complaints_conflict",
  "t0"."complaints_other",
  "t0"."complaints_open",
  "t0"."complaints_closed",
  "t0"."complaint_days_to_resolve",
  "t0"."latest_complaint_age",
  "t0"."oldest_open_complaint_age",
  "t0"."worst_complaint",
  "t0"."conflict_count_365",
  "t0"."latest_conflict_age",
  "t0"."latest_quality_age",
  "t0"."latest_slow_age",
  "t0"."complaints_compared",
  "t0"."days_compared",
  "t0"."usual_hundredths_compared",
  "t0"."open_beyond_usual",
  "t0"."nps_answers",
  "t0"."nps_sum",
  "t0"."nps_low",
  "t0"."nps_last",
  "t0"."nps_before",
  "t0"."latest_nps_age",
  "t0"."nps_product_placed",
  "t0"."nps_service_placed",
  "t0"."nps_delivery_placed",
  "t0"."contact_count_30",
  "t0"."contact_count_90",
  "t0"."contact_count_365",
  "t0"."since_reached_day",
  "t0"."since_first_reached_day",
  "t0"."since_inbound_day",
  "t0"."since_outbound_day",
  "t0"."since_informative_day",
  "t0"."since_run_day",
  "t0"."pauses_so_far",
  "t0"."fruitless_run_so_far",
  "t0"."longest_pause_365",
  "t0"."longest_outbound_365",
  "t0"."inbound_365",
  "t0"."outbound_365",
  "t0"."informative_365",
  "t0"."fruitless_365",
  "t0"."refused_90",
  "t0"."answered_90",
  "t0"."answered_365",
  "t0"."answer_minutes_90",
  "t0"."answer_minutes_365",
  "t0"."informative_age_0",
  "t0"."informative_age_1",
  "t0"."informative_age_2",
  "t0"."informative_age_3",
  "t0"."informative_age_4",
  "t0"."informative_age_5",
  "t0"."informative_age_6",
  "t0"."informative_age_7",
  "t0"."informative_age_8",
  "t0"."informative_age_9",
  "t0"."informative_age_10",
  "t0"."informative_age_11",
  "t0"."visit_count_30",
  "t0"."visit_count_90",
  "t0"."visit_count_before_30",
  "t0"."visit_count_before_90",
  "t0"."visit_count_since_order",
  "t0"."latest_visit_age",
  "t0"."oldest_visit_age",
  "t0"."manager_rows",
  "t0"."manager_names",
  "t0"."manager_changed_90",
  "t0"."manager_changed_365",
  "t0"."latest_manager_change_age",
  "t0"."oldest_manager_age",
  "t0"."latest_manager_dismissed_age",
  "t0"."latest_manager_end_age",
  "t0"."managers_in_office",
  "t0"."branch",
  "t0"."client_kind",
  "t0"."client_industry",
  "t0"."client_region",
  "t0"."client_age",
  "t0"."contract_days_left",
  "t0"."gap_count",
  "t0"."recent_gap_count",
  "t0"."order_days_14",
  "t0"."order_days_30",
  "t0"."order_days_60",
  "t0"."order_days_90",
  "t0"."order_days_180",
  "t0"."order_days_365",
  "t0"."quarter_amount",
  "t0"."short_count",
  "t0"."short_amount",
  "t0"."cycle_log",
  "t0"."cycle_weight",
  "t0"."cycle_log_spread",
  "t0"."abc_a_from",
  "t0"."abc_b_from",
  "t0"."abc_a_from_before",
  "t0"."abc_b_from_before",
  "t0"."own_cycle_days",
  "t0"."cycle_spread",
  "t0"."longest_gap_ratio",
  "t0"."last_gap_ratio",
  "t0"."recent_gaps_log_ratio",
  "t0"."days_since_order",
  "t0"."tenure_days",
  "t0"."overdue_ratio",
  "t0"."overdue_deviations",
  "t0"."silent_share",
  "t0"."silence_to_longest_gap",
  CAST(SQRT(
    IF(
      (
        (
          CAST((
            (
              CAST("t0"."amount_month_0" AS DOUBLE) * CAST("t0"."amount_month_0" AS DOUBLE)
            ) + (
              CAST("t0"."amount_month_1" AS DOUBLE) * CAST("t0"."amount_month_1" AS DOUBLE)
            ) + (
              CAST("t0"."amount_month_2" AS DOUBLE) * CAST("t0"."amount_month_2" AS DOUBLE)
            ) + (
              CAST("t0"."amount_month_3" AS DOUBLE) * CAST("t0"."amount_month_3" AS DOUBLE)
            ) + (
              CAST("t0"."amount_month_4" AS DOUBLE) * CAST("t0"."amount_month_4" AS DOUBLE)
            ) + (
              CAST("t0"."amount_month_5" AS DOUBLE) * CAST("t0"."amount_month_5" AS DOUBLE)
            ) + (
              CAST("t0"."amount_month_6" AS DOUBLE) * CAST("t0"."amount_month_6" AS DOUBLE)
            ) + (
              CAST("t0"."amount_month_7" AS DOUBLE) * CAST("t0"."amount_month_7" AS DOUBLE)
            ) + (
              CAST("t0"."amount_month_8" AS DOUBLE) * CAST("t0"."amount_month_8" AS DOUBLE)
            ) + (
              CAST("t0"."amount_month_9" AS DOUBLE) * CAST("t0"."amount_month_9" AS DOUBLE)
            ) + (
              CAST("t0"."amount_month_10" AS DOUBLE) * CAST("t0"."amount_month_10" AS DOUBLE)
            ) + (
              CAST("t0"."amount_month_11" AS DOUBLE) * CAST("t0"."amount_month_11" AS DOUBLE)
            )
          ) AS DOUBLE) / IF(
            LEAST(
              CAST(12.0 AS DOUBLE),
              COALESCE(
                CAST(FLOOR(
                  CAST((
                    (
                      (
                        "t0"."tenure_days" - 0
                      ) + 30
                    ) - 1
                  ) AS DOUBLE) / 30
                ) AS BIGINT),
                CAST(12.0 AS DOUBLE)
              )
            ) >= 3,
            LEAST(
              CAST(12.0 AS DOUBLE),
              COALESCE(
                CAST(FLOOR(
                  CAST((
                    (
                      (
                        "t0"."tenure_days" - 0
                      ) + 30
                    ) - 1
                  ) AS DOUBLE) / 30
                ) AS BIGINT),
                CAST(12.0 AS DOUBLE)
              )
            ),
            CAST(NULL AS DOUBLE)
          )
        ) - (
          (
            CAST((
              CAST("t0"."amount_month_0" AS DOUBLE) + CAST("t0"."amount_month_1" AS DOUBLE) + CAST("t0"."amount_month_2" AS DOUBLE) + CAST("t0"."amount_month_3" AS DOUBLE) + CAST("t0"."amount_month_4" AS DOUBLE) + CAST("t0"."amount_month_5" AS DOUBLE) + CAST("t0"."amount_month_6" AS DOUBLE) + CAST("t0"."amount_month_7" AS DOUBLE) + CAST("t0"."amount_month_8" AS DOUBLE) + CAST("t0"."amount_month_9" AS DOUBLE) + CAST("t0"."amount_month_10" AS DOUBLE) + CAST("t0"."amount_month_11" AS DOUBLE)
            ) AS DOUBLE) / IF(
              LEAST(
                CAST(12.0 AS DOUBLE),
                COALESCE(
                  CAST(FLOOR(
                    CAST((
                      (
                        (
                          "t0"."tenure_days" - 0
                        ) + 30
                      ) - 1
                    ) AS DOUBLE) / 30
                  ) AS BIGINT),
                  CAST(12.0 AS DOUBLE)
                )
              ) >= 3,
              LEAST(
                CAST(12.0 AS DOUBLE),
                COALESCE(
                  CAST(FLOOR(
                    CAST((
                      (
                        (
                          "t0"."tenure_days" - 0
                        ) + 30
                      ) - 1
                    ) AS DOUBLE) / 30
                  ) AS BIGINT),
                  CAST(12.0 AS DOUBLE)
                )
              ),
              CAST(NULL AS DOUBLE)
            )
          ) * (
            CAST((
              CAST("t0"."amount_month_0" AS DOUBLE) + CAST("t0"."amount_month_1" AS DOUBLE) + CAST("t0"."amount_month_2" AS DOUBLE) + CAST("t0"."amount_month_3" AS DOUBLE) + CAST("t0"."amount_month_4" AS DOUBLE) + CAST("t0"."amount_month_5" AS DOUBLE) + CAST("t0"."amount_month_6" AS DOUBLE) + CAST("t0"."amount_month_7" AS DOUBLE) + CAST("t0"."amount_month_8" AS DOUBLE) + CAST("t0"."amount_month_9" AS DOUBLE) + CAST("t0"."amount_month_10" AS DOUBLE) + CAST("t0"."amount_month_11" AS DOUBLE)
            ) AS DOUBLE) / IF(
              LEAST(
                CAST(12.0 AS DOUBLE),
                COALESCE(
                  CAST(FLOOR(
                    CAST((
                      (
                        (
                          "t0"."tenure_days" - 0
                        ) + 30
                      ) - 1
                    ) AS DOUBLE) / 30
                  ) AS BIGINT),
                  CAST(12.0 AS DOUBLE)
                )
              ) >= 3,
              LEAST(
                CAST(12.0 AS DOUBLE),
                COALESCE(
                  CAST(FLOOR(
                    CAST((
                      (
                        (
                          "t0"."tenure_days" - 0
                        ) + 30
                      ) - 1
                    ) AS DOUBLE) / 30
                  ) AS BIGINT),
                  CAST(12.0 AS DOUBLE)
                )
              ),
              CAST(NULL AS DOUBLE)
            )
          )
        )
      ) IS NULL,
      (
        CAST((
          (
            CAST("t0"."amount_month_0" AS DOUBLE) * CAST("t0"."amount_month_0" AS DOUBLE)
          ) + (
            CAST("t0"."amount_month_1" AS DOUBLE) * CAST("t0"."amount_month_1" AS DOUBLE)
          ) + (
            CAST("t0"."amount_month_2" AS DOUBLE) * CAST("t0"."amount_month_2" AS DOUBLE)
          ) + (
            CAST("t0"."amount_month_3" AS DOUBLE) * CAST("t0"."amount_month_3" AS DOUBLE)
          ) + (
            CAST("t0"."amount_month_4" AS DOUBLE) * CAST("t0"."amount_month_4" AS DOUBLE)
          ) + (
            CAST("t0"."amount_month_5" AS DOUBLE) * CAST("t0"."amount_month_5" AS DOUBLE)
          ) + (
            CAST("t0"."amount_month_6" AS DOUBLE) * CAST("t0"."amount_month_6" AS DOUBLE)
          ) + (
            CAST("t0"."amount_month_7" AS DOUBLE) * CAST("t0"."amount_month_7" AS DOUBLE)
          ) + (
            CAST("t0"."amount_month_8" AS DOUBLE) * CAST("t0"."amount_month_8" AS DOUBLE)
          ) + (
            CAST("t0"."amount_month_9" AS DOUBLE) * CAST("t0"."amount_month_9" AS DOUBLE)
          ) + (
            CAST("t0"."amount_month_10" AS DOUBLE) * CAST("t0"."amount_month_10" AS DOUBLE)
          ) + (
            CAST("t0"."amount_month_11" AS DOUBLE) * CAST("t0"."amount_month_11" AS DOUBLE)
          )
        ) AS DOUBLE) / IF(
          LEAST(
            CAST(12.0 AS DOUBLE),
            COALESCE(
              CAST(FLOOR(
                CAST((
                  (
                    (
                      "t0"."tenure_days" - 0
                    ) + 30
                  ) - 1
                ) AS DOUBLE) / 30
              ) AS BIGINT),
              CAST(12.0 AS DOUBLE)
            )
          ) >= 3,
          LEAST(
            CAST(12.0 AS DOUBLE),
            COALESCE(
              CAST(FLOOR(
                CAST((
                  (
                    (
                      "t0"."tenure_days" - 0
                    ) + 30
                  ) - 1
                ) AS DOUBLE) / 30
              ) AS BIGINT),
              CAST(12.0 AS DOUBLE)
            )
          ),
          CAST(NULL AS DOUBLE)
        )
      ) - (
        (
          CAST((
            CAST("t0"."amount_month_0" AS DOUBLE) + CAST("t0"."amount_month_1" AS DOUBLE) + CAST("t0"."amount_month_2" AS DOUBLE) + CAST("t0"."amount_month_3" AS DOUBLE) + CAST("t0"."amount_month_4" AS DOUBLE) + CAST("t0"."amount_month_5" AS DOUBLE) + CAST("t0"."amount_month_6" AS DOUBLE) + CAST("t0"."amount_month_7" AS DOUBLE) + CAST("t0"."amount_month_8" AS DOUBLE) + CAST("t0"."amount_month_9" AS DOUBLE) + CAST("t0"."amount_month_10" AS DOUBLE) + CAST("t0"."amount_month_11" AS DOUBLE)
          ) AS DOUBLE) / IF(
            LEAST(
              CAST(12.0 AS DOUBLE),
              COALESCE(
                CAST(FLOOR(
                  CAST((
                    (
                      (
                        "t0"."tenure_days" - 0
                      ) + 30
                    ) - 1
                  ) AS DOUBLE) / 30
                ) AS BIGINT),
                CAST(12.0 AS DOUBLE)
              )
            ) >= 3,
            LEAST(
              CAST(12.0 AS DOUBLE),
              COALESCE(
                CAST(FLOOR(
                  CAST((
                    (
                      (
                        "t0"."tenure_days" - 0
                      ) + 30
                    ) - 1
                  ) AS DOUBLE) / 30
                ) AS BIGINT),
                CAST(12.0 AS DOUBLE)
              )
            ),
            CAST(NULL AS DOUBLE)
          )
        ) * (
          CAST((
            CAST("t0"."amount_month_0" AS DOUBLE) + CAST("t0"."amount_month_1" AS DOUBLE) + CAST("t0"."amount_month_2" AS DOUBLE) + CAST("t0"."amount_month_3" AS DOUBLE) + CAST("t0"."amount_month_4" AS DOUBLE) + CAST("t0"."amount_month_5" AS DOUBLE) + CAST("t0"."amount_month_6" AS DOUBLE) + CAST("t0"."amount_month_7" AS DOUBLE) + CAST("t0"."amount_month_8" AS DOUBLE) + CAST("t0"."amount_month_9" AS DOUBLE) + CAST("t0"."amount_month_10" AS DOUBLE) + CAST("t0"."amount_month_11" AS DOUBLE)
          ) AS DOUBLE) / IF(
            LEAST(
              CAST(12.0 AS DOUBLE),
              COALESCE(
                CAST(FLOOR(
                  CAST((
                    (
                      (
                        "t0"."tenure_days" - 0
                      ) + 30
                    ) - 1
                  ) AS DOUBLE) / 30
                ) AS BIGINT),
                CAST(12.0 AS DOUBLE)
              )
            ) >= 3,
            LEAST(
              CAST(12.0 AS DOUBLE),
              COALESCE(
                CAST(FLOOR(
                  CAST((
                    (
                      (
                        "t0"."tenure_days" - 0
                      ) + 30
                    ) - 1
                  ) AS DOUBLE) / 30
                ) AS BIGINT),
                CAST(12.0 AS DOUBLE)
              )
            ),
            CAST(NULL AS DOUBLE)
          )
        )
      ),
      GREATEST(
        CAST(0.0 AS DOUBLE),
        (
          CAST((
            (
              CAST("t0"."amount_month_0" AS DOUBLE) * CAST("t0"."amount_month_0" AS DOUBLE)
            ) + (
              CAST("t0"."amount_month_1" AS DOUBLE) * CAST("t0"."amount_month_1" AS DOUBLE)
            ) + (
              CAST("t0"."amount_month_2" AS DOUBLE) * CAST("t0"."amount_month_2" AS DOUBLE)
            ) + (
              CAST("t0"."amount_month_3" AS DOUBLE) * CAST("t0"."amount_month_3" AS DOUBLE)
            ) + (
              CAST("t0"."amount_month_4" AS DOUBLE) * CAST("t0"."amount_month_4" AS DOUBLE)
            ) + (
              CAST("t0"."amount_month_5" AS DOUBLE) * CAST("t0"."amount_month_5" AS DOUBLE)
            ) + (
              CAST("t0"."amount_month_6" AS DOUBLE) * CAST("t0"."amount_month_6" AS DOUBLE)
            ) + (
              CAST("t0"."amount_month_7" AS DOUBLE) * CAST("t0"."amount_month_7" AS DOUBLE)
            ) + (
              CAST("t0"."amount_month_8" AS DOUBLE) * CAST("t0"."amount_month_8" AS DOUBLE)
            ) + (
              CAST("t0"."amount_month_9" AS DOUBLE) * CAST("t0"."amount_month_9" AS DOUBLE)
            ) + (
              CAST("t0"."amount_month_10" AS DOUBLE) * CAST("t0"."amount_month_10" AS DOUBLE)
            ) + (
              CAST("t0"."amount_month_11" AS DOUBLE) * CAST("t0"."amount_month_11" AS DOUBLE)
            )
          ) AS DOUBLE) / IF(
            LEAST(
              CAST(12.0 AS DOUBLE),
              COALESCE(
                CAST(FLOOR(
                  CAST((
                    (
                      (
                        "t0"."tenure_days" - 0
                      ) + 30
                    ) - 1
                  ) AS DOUBLE) / 30
                ) AS BIGINT),
                CAST(12.0 AS DOUBLE)
              )
            ) >= 3,
            LEAST(
              CAST(12.0 AS DOUBLE),
              COALESCE(
                CAST(FLOOR(
                  CAST((
                    (
                      (
                        "t0"."tenure_days" - 0
                      ) + 30
                    ) - 1
                  ) AS DOUBLE) / 30
                ) AS BIGINT),
                CAST(12.0 AS DOUBLE)
              )
            ),
            CAST(NULL AS DOUBLE)
          )
        ) - (
          (
            CAST((
              CAST("t0"."amount_month_0" AS DOUBLE) + CAST("t0"."amount_month_1" AS DOUBLE) + CAST("t0"."amount_month_2" AS DOUBLE) + CAST("t0"."amount_month_3" AS DOUBLE) + CAST("t0"."amount_month_4" AS DOUBLE) + CAST("t0"."amount_month_5" AS DOUBLE) + CAST("t0"."amount_month_6" AS DOUBLE) + CAST("t0"."amount_month_7" AS DOUBLE) + CAST("t0"."amount_month_8" AS DOUBLE) + CAST("t0"."amount_month_9" AS DOUBLE) + CAST("t0"."amount_month_10" AS DOUBLE) + CAST("t0"."amount_month_11" AS DOUBLE)
            ) AS DOUBLE) / IF(
              LEAST(
                CAST(12.0 AS DOUBLE),
                COALESCE(
                  CAST(FLOOR(
                    CAST((
                      (
                        (
                          "t0"."tenure_days" - 0
                        ) + 30
                      ) - 1
                    ) AS DOUBLE) / 30
                  ) AS BIGINT),
                  CAST(12.0 AS DOUBLE)
                )
              ) >= 3,
              LEAST(
                CAST(12.0 AS DOUBLE),
                COALESCE(
                  CAST(FLOOR(
                    CAST((
                      (
                        (
                          "t0"."tenure_days" - 0
                        ) + 30
                      ) - 1
                    ) AS DOUBLE) / 30
                  ) AS BIGINT),
                  CAST(12.0 AS DOUBLE)
                )
              ),
              CAST(NULL AS DOUBLE)
            )
          ) * (
            CAST((
              CAST("t0"."amount_month_0" AS DOUBLE) + CAST("t0"."amount_month_1" AS DOUBLE) + CAST("t0"."amount_month_2" AS DOUBLE) + CAST("t0"."amount_month_3" AS DOUBLE) + CAST("t0"."amount_month_4" AS DOUBLE) + CAST("t0"."amount_month_5" AS DOUBLE) + CAST("t0"."amount_month_6" AS DOUBLE) + CAST("t0"."amount_month_7" AS DOUBLE) + CAST("t0"."amount_month_8" AS DOUBLE) + CAST("t0"."amount_month_9" AS DOUBLE) + CAST("t0"."amount_month_10" AS DOUBLE) + CAST("t0"."amount_month_11" AS DOUBLE)
            ) AS DOUBLE) / IF(
              LEAST(
                CAST(12.0 AS DOUBLE),
                COALESCE(
                  CAST(FLOOR(
                    CAST((
                      (
                        (
                          "t0"."tenure_days" - 0
                        ) + 30
                      ) - 1
                    ) AS DOUBLE) / 30
                  ) AS BIGINT),
                  CAST(12.0 AS DOUBLE)
                )
              ) >= 3,
              LEAST(
                CAST(12.0 AS DOUBLE),
                COALESCE(
                  CAST(FLOOR(
                    CAST((
                      (
                        (
                          "t0"."tenure_days" - 0
                        ) + 30
                      ) - 1
                    ) AS DOUBLE) / 30
                  ) AS BIGINT),
                  CAST(12.0 AS DOUBLE)
                )
              ),
              CAST(NULL AS DOUBLE)
            )
          )
        )
      )
    )
  ) AS DOUBLE) / NULLIF(
    CAST((
      CAST("t0"."amount_month_0" AS DOUBLE) + CAST("t0"."amount_month_1" AS DOUBLE) + CAST("t0"."amount_month_2" AS DOUBLE) + CAST("t0"."amount_month_3" AS DOUBLE) + CAST("t0"."amount_month_4" AS DOUBLE) + CAST("t0"."amount_month_5" AS DOUBLE) + CAST("t0"."amount_month_6" AS DOUBLE) + CAST("t0"."amount_month_7" AS DOUBLE) + CAST("t0"."amount_month_8" AS DOUBLE) + CAST("t0"."amount_month_9" AS DOUBLE) + CAST("t0"."amount_month_10" AS DOUBLE) + CAST("t0"."amount_month_11" AS DOUBLE)
    ) AS DOUBLE) / IF(
      LEAST(
        CAST(12.0 AS DOUBLE),
        COALESCE(
          CAST(FLOOR(
            CAST((
              (
                (
                  "t0"."tenure_days" - 0
                ) + 30
              ) - 1
            ) AS DOUBLE) / 30
          ) AS BIGINT),
          CAST(12.0 AS DOUBLE)
        )
      ) >= 3,
      LEAST(
        CAST(12.0 AS DOUBLE),
        COALESCE(
          CAST(FLOOR(
            CAST((
              (
                (
                  "t0"."tenure_days" - 0
                ) + 30
              ) - 1
            ) AS DOUBLE) / 30
          ) AS BIGINT),
          CAST(12.0 AS DOUBLE)
        )
      ),
      CAST(NULL AS DOUBLE)
    ),
    0
  ) AS "variation",
  CAST(SQRT(
    IF(
      (
        (
          CAST((
            (
              CAST("t0"."amount_month_3" AS DOUBLE) * CAST("t0"."amount_month_3" AS DOUBLE)
            ) + (
              CAST("t0"."amount_month_4" AS DOUBLE) * CAST("t0"."amount_month_4" AS DOUBLE)
            ) + (
              CAST("t0"."amount_month_5" AS DOUBLE) * CAST("t0"."amount_month_5" AS DOUBLE)
            ) + (
              CAST("t0"."amount_month_6" AS DOUBLE) * CAST("t0"."amount_month_6" AS DOUBLE)
            ) + (
              CAST("t0"."amount_month_7" AS DOUBLE) * CAST("t0"."amount_month_7" AS DOUBLE)
            ) + (
              CAST("t0"."amount_month_8" AS DOUBLE) * CAST("t0"."amount_month_8" AS DOUBLE)
            ) + (
              CAST("t0"."amount_month_9" AS DOUBLE) * CAST("t0"."amount_month_9" AS DOUBLE)
            ) + (
              CAST("t0"."amount_month_10" AS DOUBLE) * CAST("t0"."amount_month_10" AS DOUBLE)
            ) + (
              CAST("t0"."amount_month_11" AS DOUBLE) * CAST("t0"."amount_month_11" AS DOUBLE)
            ) + (
              CAST("t0"."amount_month_12" AS DOUBLE) * CAST("t0"."amount_month_12" AS DOUBLE)
            ) + (
              CAST("t0"."amount_month_13" AS DOUBLE) * CAST("t0"."amount_month_13" AS DOUBLE)
            ) + (
              CAST("t0"."amount_month_14" AS DOUBLE) * CAST("t0"."amount_month_14" AS DOUBLE)
            )
          ) AS DOUBLE) / IF(
            LEAST(
              CAST(12.0 AS DOUBLE),
              COALESCE(
                CAST(FLOOR(
                  CAST((
                    (
                      (
                        "t0"."tenure_days" - 90
                      ) + 30
                    ) - 1
                  ) AS DOUBLE) / 30
                ) AS BIGINT),
                CAST(12.0 AS DOUBLE)
              )
            ) >= 3,
            LEAST(
              CAST(12.0 AS DOUBLE),
              COALESCE(
                CAST(FLOOR(
                  CAST((
                    (
                      (
                        "t0"."tenure_days" - 90
                      ) + 30
                    ) - 1
                  ) AS DOUBLE) / 30
                ) AS BIGINT),
                CAST(12.0 AS DOUBLE)
              )
            ),
            CAST(NULL AS DOUBLE)
          )
        ) - (
          (
            CAST((
              CAST("t0"."amount_month_3" AS DOUBLE) + CAST("t0"."amount_month_4" AS DOUBLE) + CAST("t0"."amount_month_5" AS DOUBLE) + CAST("t0"."amount_month_6" AS DOUBLE) + CAST("t0"."amount_month_7" AS DOUBLE) + CAST("t0"."amount_month_8" AS DOUBLE) + CAST("t0"."amount_month_9" AS DOUBLE) + CAST("t0"."amount_month_10" AS DOUBLE) + CAST("t0"."amount_month_11" AS DOUBLE) + CAST("t0"."amount_month_12" AS DOUBLE) + CAST("t0"."amount_month_13" AS DOUBLE) + CAST("t0"."amount_month_14" AS DOUBLE)
            ) AS DOUBLE) / IF(
              LEAST(
                CAST(12.0 AS DOUBLE),
                COALESCE(
                  CAST(FLOOR(
                    CAST((
                      (
                        (
                          "t0"."tenure_days" - 90
                        ) + 30
                      ) - 1
                    ) AS DOUBLE) / 30
                  ) AS BIGINT),
                  CAST(12.0 AS DOUBLE)
                )
              ) >= 3,
              LEAST(
                CAST(12.0 AS DOUBLE),
                COALESCE(
                  CAST(FLOOR(
                    CAST((
                      (
                        (
                          "t0"."tenure_days" - 90
                        ) + 30
                      ) - 1
                    ) AS DOUBLE) / 30
                  ) AS BIGINT),
                  CAST(12.0 AS DOUBLE)
                )
              ),
              CAST(NULL AS DOUBLE)
            )
          ) * (
            CAST((
              CAST("t0"."amount_month_3" AS DOUBLE) + CAST("t0"."amount_month_4" AS DOUBLE) + CAST("t0"."amount_month_5" AS DOUBLE) + CAST("t0"."amount_month_6" AS DOUBLE) + CAST("t0"."amount_month_7" AS DOUBLE) + CAST("t0"."amount_month_8" AS DOUBLE) + CAST("t0"."amount_month_9" AS DOUBLE) + CAST("t0"."amount_month_10" AS DOUBLE) + CAST("t0"."amount_month_11" AS DOUBLE) + CAST("t0"."amount_month_12" AS DOUBLE) + CAST("t0"."amount_month_13" AS DOUBLE) + CAST("t0"."amount_month_14" AS DOUBLE)
            ) AS DOUBLE) / IF(
              LEAST(
                CAST(12.0 AS DOUBLE),
                COALESCE(
                  CAST(FLOOR(
                    CAST((
                      (
                        (
                          "t0"."tenure_days" - 90
                        ) + 30
                      ) - 1
                    ) AS DOUBLE) / 30
                  ) AS BIGINT),
                  CAST(12.0 AS DOUBLE)
                )
              ) >= 3,
              LEAST(
                CAST(12.0 AS DOUBLE),
                COALESCE(
                  CAST(FLOOR(
                    CAST((
                      (
                        (
                          "t0"."tenure_days" - 90
                        ) + 30
                      ) - 1
                    ) AS DOUBLE) / 30
                  ) AS BIGINT),
                  CAST(12.0 AS DOUBLE)
                )
              ),
              CAST(NULL AS DOUBLE)
            )
          )
        )
      ) IS NULL,
      (
        CAST((
          (
            CAST("t0"."amount_month_3" AS DOUBLE) * CAST("t0"."amount_month_3" AS DOUBLE)
          ) + (
            CAST("t0"."amount_month_4" AS DOUBLE) * CAST("t0"."amount_month_4" AS DOUBLE)
          ) + (
            CAST("t0"."amount_month_5" AS DOUBLE) * CAST("t0"."amount_month_5" AS DOUBLE)
          ) + (
            CAST("t0"."amount_month_6" AS DOUBLE) * CAST("t0"."amount_month_6" AS DOUBLE)
          ) + (
            CAST("t0"."amount_month_7" AS DOUBLE) * CAST("t0"."amount_month_7" AS DOUBLE)
          ) + (
            CAST("t0"."amount_month_8" AS DOUBLE) * CAST("t0"."amount_month_8" AS DOUBLE)
          ) + (
            CAST("t0"."amount_month_9" AS DOUBLE) * CAST("t0"."amount_month_9" AS DOUBLE)
          ) + (
            CAST("t0"."amount_month_10" AS DOUBLE) * CAST("t0"."amount_month_10" AS DOUBLE)
          ) + (
            CAST("t0"."amount_month_11" AS DOUBLE) * CAST("t0"."amount_month_11" AS DOUBLE)
          ) + (
            CAST("t0"."amount_month_12" AS DOUBLE) * CAST("t0"."amount_month_12" AS DOUBLE)
          ) + (
            CAST("t0"."amount_month_13" AS DOUBLE) * CAST("t0"."amount_month_13" AS DOUBLE)
          ) + (
            CAST("t0"."amount_month_14" AS DOUBLE) * CAST("t0"."amount_month_14" AS DOUBLE)
          )
        ) AS DOUBLE) / IF(
          LEAST(
            CAST(12.0 AS DOUBLE),
            COALESCE(
              CAST(FLOOR(
                CAST((
                  (
                    (
                      "t0"."tenure_days" - 90
                    ) + 30
                  ) - 1
                ) AS DOUBLE) / 30
              ) AS BIGINT),
              CAST(12.0 AS DOUBLE)
            )
          ) >= 3,
          LEAST(
            CAST(12.0 AS DOUBLE),
            COALESCE(
              CAST(FLOOR(
                CAST((
                  (
                    (
                      "t0"."tenure_days" - 90
                    ) + 30
                  ) - 1
                ) AS DOUBLE) / 30
              ) AS BIGINT),
              CAST(12.0 AS DOUBLE)
            )
          ),
          CAST(NULL AS DOUBLE)
        )
      ) - (
        (
          CAST((
            CAST("t0"."amount_month_3" AS DOUBLE) + CAST("t0"."amount_month_4" AS DOUBLE) + CAST("t0"."amount_month_5" AS DOUBLE) + CAST("t0"."amount_month_6" AS DOUBLE) + CAST("t0"."amount_month_7" AS DOUBLE) + CAST("t0"."amount_month_8" AS DOUBLE) + CAST("t0"."amount_month_9" AS DOUBLE) + CAST("t0"."amount_month_10" AS DOUBLE) + CAST("t0"."amount_month_11" AS DOUBLE) + CAST("t0"."amount_month_12" AS DOUBLE) + CAST("t0"."amount_month_13" AS DOUBLE) + CAST("t0"."amount_month_14" AS DOUBLE)
          ) AS DOUBLE) / IF(
            LEAST(
              CAST(12.0 AS DOUBLE),
              COALESCE(
                CAST(FLOOR(
                  CAST((
                    (
                      (
                        "t0"."tenure_days" - 90
                      ) + 30
                    ) - 1
                  ) AS DOUBLE) / 30
                ) AS BIGINT),
                CAST(12.0 AS DOUBLE)
              )
            ) >= 3,
            LEAST(
              CAST(12.0 AS DOUBLE),
              COALESCE(
                CAST(FLOOR(
                  CAST((
                    (
                      (
                        "t0"."tenure_days" - 90
                      ) + 30
                    ) - 1
                  ) AS DOUBLE) / 30
                ) AS BIGINT),
                CAST(12.0 AS DOUBLE)
              )
            ),
            CAST(NULL AS DOUBLE)
          )
        ) * (
          CAST((
            CAST("t0"."amount_month_3" AS DOUBLE) + CAST("t0"."amount_month_4" AS DOUBLE) + CAST("t0"."amount_month_5" AS DOUBLE) + CAST("t0"."amount_month_6" AS DOUBLE) + CAST("t0"."amount_month_7" AS DOUBLE) + CAST("t0"."amount_month_8" AS DOUBLE) + CAST("t0"."amount_month_9" AS DOUBLE) + CAST("t0"."amount_month_10" AS DOUBLE) + CAST("t0"."amount_month_11" AS DOUBLE) + CAST("t0"."amount_month_12" AS DOUBLE) + CAST("t0"."amount_month_13" AS DOUBLE) + CAST("t0"."amount_month_14" AS DOUBLE)
          ) AS DOUBLE) / IF(
            LEAST(
              CAST(12.0 AS DOUBLE),
              COALESCE(
                CAST(FLOOR(
                  CAST((
                    (
                      (
                        "t0"."tenure_days" - 90
                      ) + 30
                    ) - 1
                  ) AS DOUBLE) / 30
                ) AS BIGINT),
                CAST(12.0 AS DOUBLE)
              )
            ) >= 3,
            LEAST(
              CAST(12.0 AS DOUBLE),
              COALESCE(
                CAST(FLOOR(
                  CAST((
                    (
                      (
                        "t0"."tenure_days" - 90
                      ) + 30
                    ) - 1
                  ) AS DOUBLE) / 30
                ) AS BIGINT),
                CAST(12.0 AS DOUBLE)
              )
            ),
            CAST(NULL AS DOUBLE)
          )
        )
      ),
      GREATEST(
        CAST(0.0 AS DOUBLE),
        (
          CAST((
            (
              CAST("t0"."amount_month_3" AS DOUBLE) * CAST("t0"."amount_month_3" AS DOUBLE)
            ) + (
              CAST("t0"."amount_month_4" AS DOUBLE) * CAST("t0"."amount_month_4" AS DOUBLE)
            ) + (
              CAST("t0"."amount_month_5" AS DOUBLE) * CAST("t0"."amount_month_5" AS DOUBLE)
            ) + (
              CAST("t0"."amount_month_6" AS DOUBLE) * CAST("t0"."amount_month_6" AS DOUBLE)
            ) + (
              CAST("t0"."amount_month_7" AS DOUBLE) * CAST("t0"."amount_month_7" AS DOUBLE)
            ) + (
              CAST("t0"."amount_month_8" AS DOUBLE) * CAST("t0"."amount_month_8" AS DOUBLE)
            ) + (
              CAST("t0"."amount_month_9" AS DOUBLE) * CAST("t0"."amount_month_9" AS DOUBLE)
            ) + (
              CAST("t0"."amount_month_10" AS DOUBLE) * CAST("t0"."amount_month_10" AS DOUBLE)
            ) + (
              CAST("t0"."amount_month_11" AS DOUBLE) * CAST("t0"."amount_month_11" AS DOUBLE)
            ) + (
              CAST("t0"."amount_month_12" AS DOUBLE) * CAST("t0"."amount_month_12" AS DOUBLE)
            ) + (
              CAST("t0"."amount_month_13" AS DOUBLE) * CAST("t0"."amount_month_13" AS DOUBLE)
            ) + (
              CAST("t0"."amount_month_14" AS DOUBLE) * CAST("t0"."amount_month_14" AS DOUBLE)
            )
          ) AS DOUBLE) / IF(
            LEAST(
              CAST(12.0 AS DOUBLE),
              COALESCE(
                CAST(FLOOR(
                  CAST((
                    (
                      (
                        "t0"."tenure_days" - 90
                      ) + 30
                    ) - 1
                  ) AS DOUBLE) / 30
                ) AS BIGINT),
                CAST(12.0 AS DOUBLE)
              )
            ) >= 3,
            LEAST(
              CAST(12.0 AS DOUBLE),
              COALESCE(
                CAST(FLOOR(
                  CAST((
                    (
                      (
                        "t0"."tenure_days" - 90
                      ) + 30
                    ) - 1
                  ) AS DOUBLE) / 30
                ) AS BIGINT),
                CAST(12.0 AS DOUBLE)
              )
            ),
            CAST(NULL AS DOUBLE)
          )
        ) - (
          (
            CAST((
              CAST("t0"."amount_month_3" AS DOUBLE) + CAST("t0"."amount_month_4" AS DOUBLE) + CAST("t0"."amount_month_5" AS DOUBLE) + CAST("t0"."amount_month_6" AS DOUBLE) + CAST("t0"."amount_month_7" AS DOUBLE) + CAST("t0"."amount_month_8" AS DOUBLE) + CAST("t0"."amount_month_9" AS DOUBLE) + CAST("t0"."amount_month_10" AS DOUBLE) + CAST("t0"."amount_month_11" AS DOUBLE) + CAST("t0"."amount_month_12" AS DOUBLE) + CAST("t0"."amount_month_13" AS DOUBLE) + CAST("t0"."amount_month_14" AS DOUBLE)
            ) AS DOUBLE) / IF(
              LEAST(
                CAST(12.0 AS DOUBLE),
                COALESCE(
                  CAST(FLOOR(
                    CAST((
                      (
                        (
                          "t0"."tenure_days" - 90
                        ) + 30
                      ) - 1
                    ) AS DOUBLE) / 30
                  ) AS BIGINT),
                  CAST(12.0 AS DOUBLE)
                )
              ) >= 3,
              LEAST(
                CAST(12.0 AS DOUBLE),
                COALESCE(
                  CAST(FLOOR(
                    CAST((
                      (
                        (
                          "t0"."tenure_days" - 90
                        ) + 30
                      ) - 1
                    ) AS DOUBLE) / 30
                  ) AS BIGINT),
                  CAST(12.0 AS DOUBLE)
                )
              ),
              CAST(NULL AS DOUBLE)
            )
          ) * (
            CAST((
              CAST("t0"."amount_month_3" AS DOUBLE) + CAST("t0"."amount_month_4" AS DOUBLE) + CAST("t0"."amount_month_5" AS DOUBLE) + CAST("t0"."amount_month_6" AS DOUBLE) + CAST("t0"."amount_month_7" AS DOUBLE) + CAST("t0"."amount_month_8" AS DOUBLE) + CAST("t0"."amount_month_9" AS DOUBLE) + CAST("t0"."amount_month_10" AS DOUBLE) + CAST("t0"."amount_month_11" AS DOUBLE) + CAST("t0"."amount_month_12" AS DOUBLE) + CAST("t0"."amount_month_13" AS DOUBLE) + CAST("t0"."amount_month_14" AS DOUBLE)
            ) AS DOUBLE) / IF(
              LEAST(
                CAST(12.0 AS DOUBLE),
                COALESCE(
                  CAST(FLOOR(
                    CAST((
                      (
                        (
                          "t0"."tenure_days" - 90
                        ) + 30
                      ) - 1
                    ) AS DOUBLE) / 30
                  ) AS BIGINT),
                  CAST(12.0 AS DOUBLE)
                )
              ) >= 3,
              LEAST(
                CAST(12.0 AS DOUBLE),
                COALESCE(
                  CAST(FLOOR(
                    CAST((
                      (
                        (
                          "t0"."tenure_days" - 90
                        ) + 30
                      ) - 1
                    ) AS DOUBLE) / 30
                  ) AS BIGINT),
                  CAST(12.0 AS DOUBLE)
                )
              ),
              CAST(NULL AS DOUBLE)
            )
          )
        )
      )
    )
  ) AS DOUBLE) / NULLIF(
    CAST((
      CAST("t0"."amount_month_3" AS DOUBLE) + CAST("t0"."amount_month_4" AS DOUBLE) + CAST("t0"."amount_month_5" AS DOUBLE) + CAST("t0"."amount_month_6" AS DOUBLE) + CAST("t0"."amount_month_7" AS DOUBLE) + CAST("t0"."amount_month_8" AS DOUBLE) + CAST("t0"."amount_month_9" AS DOUBLE) + CAST("t0"."amount_month_10" AS DOUBLE) + CAST("t0"."amount_month_11" AS DOUBLE) + CAST("t0"."amount_month_12" AS DOUBLE) + CAST("t0"."amount_month_13" AS DOUBLE) + CAST("t0"."amount_month_14" AS DOUBLE)
    ) AS DOUBLE) / IF(
      LEAST(
        CAST(12.0 AS DOUBLE),
        COALESCE(
          CAST(FLOOR(
            CAST((
              (
                (
                  "t0"."tenure_days" - 90
                ) + 30
              ) - 1
            ) AS DOUBLE) / 30
          ) AS BIGINT),
          CAST(12.0 AS DOUBLE)
        )
      ) >= 3,
      LEAST(
        CAST(12.0 AS DOUBLE),
        COALESCE(
          CAST(FLOOR(
            CAST((
              (
                (
                  "t0"."tenure_days" - 90
                ) + 30
              ) - 1
            ) AS DOUBLE) / 30
          ) AS BIGINT),
          CAST(12.0 AS DOUBLE)
        )
      ),
      CAST(NULL AS DOUBLE)
    ),
    0
  ) AS "variation_before"
FROM "winback_recency" AS "t0"
) AS "step"

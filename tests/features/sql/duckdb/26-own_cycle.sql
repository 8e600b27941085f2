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
  "contract_days_left"::BIGINT AS "contract_days_left",
  "gap_count",
  "recent_gap_count"::BIGINT AS "recent_gap_count",
  "order_days_14"::BIGINT AS "order_days_14",
  "order_days_30"::BIGINT AS "order_days_30",
  "order_days_60"::BIGINT AS "order_days_60",
  "order_days_90"::BIGINT AS "order_days_90",
  "order_days_180"::BIGINT AS "order_days_180",
  "order_days_365"::BIGINT AS "order_days_365",
  "quarter_amount"::BIGINT AS "quarter_amount",
  "short_count"::BIGINT AS "short_count",
  "short_amount"::BIGINT AS "short_amount",
  "cycle_log",
  "cycle_weight",
  "cycle_log_spread",
  "abc_a_from"::BIGINT AS "abc_a_from",
  "abc_b_from"::BIGINT AS "abc_b_from",
  "abc_a_from_before"::BIGINT AS "abc_a_from_before",
  "abc_b_from_before"::BIGINT AS "abc_b_from_before",
  "own_cycle_days",
  "cycle_spread",
  "longest_gap_ratio",
  "last_gap_ratio",
  "recent_gaps_log_ratio"
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
  CAST("t4"."gap_count" AS DOUBLE) AS "gap_count",
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
    (
      (
        "t4"."cycle_weight" * "t4"."cycle_log"
      ) + (
        COALESCE(CAST("t4"."log_gap_sum" AS DOUBLE), 0.0) / 1000000
      )
    ) / (
      "t4"."cycle_weight" + CAST("t4"."gap_count" AS DOUBLE)
    )
  ) AS "own_cycle_days",
  CASE
    WHEN EXP(
      (
        (
          "t4"."cycle_weight" * "t4"."cycle_log"
        ) + (
          COALESCE(CAST("t4"."log_gap_sum" AS DOUBLE), 0.0) / 1000000
        )
      ) / (
        "t4"."cycle_weight" + CAST("t4"."gap_count" AS DOUBLE)
      )
    ) IS NOT NULL
    THEN CASE
      WHEN (
        (
          (
            "t4"."cycle_weight" * "t4"."cycle_log_spread"
          ) + (
            CASE
              WHEN (
                CAST("t4"."gap_count" AS DOUBLE) - 1
              ) IS NULL
              THEN CAST("t4"."gap_count" AS DOUBLE) - 1
              ELSE GREATEST(0.0, CAST("t4"."gap_count" AS DOUBLE) - 1)
            END * COALESCE(
              SQRT(
                CASE
                  WHEN (
                    CAST("t4"."log_gap_squares" AS DOUBLE) - (
                      (
                        CAST("t4"."log_gap_sum" AS DOUBLE) * CAST("t4"."log_gap_sum" AS DOUBLE)
                      ) / NULLIF(CAST("t4"."gap_count" AS DOUBLE), 0)
                    )
                  ) IS NULL
                  THEN CAST("t4"."log_gap_squares" AS DOUBLE) - (
                    (
                      CAST("t4"."log_gap_sum" AS DOUBLE) * CAST("t4"."log_gap_sum" AS DOUBLE)
                    ) / NULLIF(CAST("t4"."gap_count" AS DOUBLE), 0)
                  )
                  ELSE GREATEST(
                    0.0,
                    CAST("t4"."log_gap_squares" AS DOUBLE) - (
                      (
                        CAST("t4"."log_gap_sum" AS DOUBLE) * CAST("t4"."log_gap_sum" AS DOUBLE)
                      ) / NULLIF(CAST("t4"."gap_count" AS DOUBLE), 0)
                    )
                  )
                END / (
                  NULLIF(
                    CASE
                      WHEN (
                        CAST("t4"."gap_count" AS DOUBLE) - 1
                      ) IS NULL
                      THEN CAST("t4"."gap_count" AS DOUBLE) - 1
                      ELSE GREATEST(0.0, CAST("t4"."gap_count" AS DOUBLE) - 1)
                    END,
                    0
                  ) * 1000000.0 * 1000000.0
                )
              ),
              0.0
            )
          )
        ) / (
          "t4"."cycle_weight" + CASE
            WHEN (
              CAST("t4"."gap_count" AS DOUBLE) - 1
            ) IS NULL
            THEN CAST("t4"."gap_count" AS DOUBLE) - 1
            ELSE GREATEST(0.0, CAST("t4"."gap_count" AS DOUBLE) - 1)
          END
        )
      ) IS NULL
      THEN (
        (
          "t4"."cycle_weight" * "t4"."cycle_log_spread"
        ) + (
          CASE
            WHEN (
              CAST("t4"."gap_count" AS DOUBLE) - 1
            ) IS NULL
            THEN CAST("t4"."gap_count" AS DOUBLE) - 1
            ELSE GREATEST(0.0, CAST("t4"."gap_count" AS DOUBLE) - 1)
          END * COALESCE(
            SQRT(
              CASE
                WHEN (
                  CAST("t4"."log_gap_squares" AS DOUBLE) - (
                    (
                      CAST("t4"."log_gap_sum" AS DOUBLE) * CAST("t4"."log_gap_sum" AS DOUBLE)
                    ) / NULLIF(CAST("t4"."gap_count" AS DOUBLE), 0)
                  )
                ) IS NULL
                THEN CAST("t4"."log_gap_squares" AS DOUBLE) - (
                  (
                    CAST("t4"."log_gap_sum" AS DOUBLE) * CAST("t4"."log_gap_sum" AS DOUBLE)
                  ) / NULLIF(CAST("t4"."gap_count" AS DOUBLE), 0)
                )
                ELSE GREATEST(
                  0.0,
                  CAST("t4"."log_gap_squares" AS DOUBLE) - (
                    (
                      CAST("t4"."log_gap_sum" AS DOUBLE) * CAST("t4"."log_gap_sum" AS DOUBLE)
                    ) / NULLIF(CAST("t4"."gap_count" AS DOUBLE), 0)
                  )
                )
              END / (
                NULLIF(
                  CASE
                    WHEN (
                      CAST("t4"."gap_count" AS DOUBLE) - 1
                    ) IS NULL
                    THEN CAST("t4"."gap_count" AS DOUBLE) - 1
                    ELSE GREATEST(0.0, CAST("t4"."gap_count" AS DOUBLE) - 1)
                  END,
                  0
                ) * 1000000.0 * 1000000.0
              )
            ),
            0.0
          )
        )
      ) / (
        "t4"."cycle_weight" + CASE
          WHEN (
            CAST("t4"."gap_count" AS DOUBLE) - 1
          ) IS NULL
          THEN CAST("t4"."gap_count" AS DOUBLE) - 1
          ELSE GREATEST(0.0, CAST("t4"."gap_count" AS DOUBLE) - 1)
        END
      )
      ELSE GREATEST(
        0.1,
        (
          (
            "t4"."cycle_weight" * "t4"."cycle_log_spread"
          ) + (
            CASE
              WHEN (
                CAST("t4"."gap_count" AS DOUBLE) - 1
              ) IS NULL
              THEN CAST("t4"."gap_count" AS DOUBLE) - 1
              ELSE GREATEST(0.0, CAST("t4"."gap_count" AS DOUBLE) - 1)
            END * COALESCE(
              SQRT(
                CASE
                  WHEN (
                    CAST("t4"."log_gap_squares" AS DOUBLE) - (
                      (
                        CAST("t4"."log_gap_sum" AS DOUBLE) * CAST("t4"."log_gap_sum" AS DOUBLE)
                      ) / NULLIF(CAST("t4"."gap_count" AS DOUBLE), 0)
                    )
                  ) IS NULL
                  THEN CAST("t4"."log_gap_squares" AS DOUBLE) - (
                    (
                      CAST("t4"."log_gap_sum" AS DOUBLE) * CAST("t4"."log_gap_sum" AS DOUBLE)
                    ) / NULLIF(CAST("t4"."gap_count" AS DOUBLE), 0)
                  )
                  ELSE GREATEST(
                    0.0,
                    CAST("t4"."log_gap_squares" AS DOUBLE) - (
                      (
                        CAST("t4"."log_gap_sum" AS DOUBLE) * CAST("t4"."log_gap_sum" AS DOUBLE)
                      ) / NULLIF(CAST("t4"."gap_count" AS DOUBLE), 0)
                    )
                  )
                END / (
                  NULLIF(
                    CASE
                      WHEN (
                        CAST("t4"."gap_count" AS DOUBLE) - 1
                      ) IS NULL
                      THEN CAST("t4"."gap_count" AS DOUBLE) - 1
                      ELSE GREATEST(0.0, CAST("t4"."gap_count" AS DOUBLE) - 1)
                    END,
                    0
                  ) * 1000000.0 * 1000000.0
                )
              ),
              0.0
            )
          )
        ) / (
          "t4"."cycle_weight" + CASE
            WHEN (
              CAST("t4"."gap_count" AS DOUBLE) - 1
            ) IS NULL
            THEN CAST("t4"."gap_count" AS DOUBLE) - 1
            ELSE GREATEST(0.0, CAST("t4"."gap_count" AS DOUBLE) - 1)
          END
        )
      )
    END
    ELSE CAST(NULL AS DOUBLE)
  END AS "cycle_spread",
  CAST("t4"."longest_gap" AS DOUBLE) / NULLIF(
    EXP(
      (
        (
          "t4"."cycle_weight" * "t4"."cycle_log"
        ) + (
          COALESCE(CAST("t4"."log_gap_sum" AS DOUBLE), 0.0) / 1000000
        )
      ) / (
        "t4"."cycle_weight" + CAST("t4"."gap_count" AS DOUBLE)
      )
    ),
    0
  ) AS "longest_gap_ratio",
  CAST("t4"."last_gap" AS DOUBLE) / NULLIF(
    EXP(
      (
        (
          "t4"."cycle_weight" * "t4"."cycle_log"
        ) + (
          COALESCE(CAST("t4"."log_gap_sum" AS DOUBLE), 0.0) / 1000000
        )
      ) / (
        "t4"."cycle_weight" + CAST("t4"."gap_count" AS DOUBLE)
      )
    ),
    0
  ) AS "last_gap_ratio",
  (
    (
      CAST("t4"."recent_log_gap_sum" AS DOUBLE) / NULLIF(CAST("t4"."recent_gap_count" AS DOUBLE), 0)
    ) / 1000000
  ) - LN(
    EXP(
      (
        (
          "t4"."cycle_weight" * "t4"."cycle_log"
        ) + (
          COALESCE(CAST("t4"."log_gap_sum" AS DOUBLE), 0.0) / 1000000
        )
      ) / (
        "t4"."cycle_weight" + CAST("t4"."gap_count" AS DOUBLE)
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
)

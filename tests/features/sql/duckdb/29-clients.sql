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
  "recent_gaps_log_ratio",
  "days_since_order",
  "tenure_days",
  "overdue_ratio",
  "overdue_deviations",
  "silent_share",
  "silence_to_longest_gap",
  "variation",
  "variation_before",
  "status",
  "horizon_days",
  "lost_after_days",
  "days_lost",
  "abc",
  "xyz",
  "abc_before",
  "xyz_before",
  "abc_fall",
  "xyz_fall",
  "contact_every_days"
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
  "t0"."variation",
  "t0"."variation_before",
  CASE
    WHEN "t0"."own_cycle_days" IS NULL
    THEN 'insufficient_data'
    WHEN "t0"."days_since_order" >= CASE
      WHEN "t0"."own_cycle_days" IS NOT NULL
      THEN GREATEST(
        LEAST(
          CAST(FLOOR(
            CAST(ROUND(EXP(LN("t0"."own_cycle_days") + (
              "t0"."cycle_spread" * 2.0537489106318225
            )), 3) AS DOUBLE)
          ) AS BIGINT) + 1,
          425.0
        ),
        CAST(CEIL(CAST(ROUND(GREATEST(14.0, "t0"."own_cycle_days" * 3), 3) AS DOUBLE)) AS BIGINT)
      )
      ELSE CAST(NULL AS DOUBLE)
    END
    THEN 'lost'
    WHEN (
      "t0"."days_since_order" <= EXP(LN("t0"."own_cycle_days") + (
        "t0"."cycle_spread" * 0.8416212335729143
      ))
    )
    AND (
      "t0"."order_days" = 1
    )
    THEN 'new'
    WHEN "t0"."days_since_order" <= EXP(LN("t0"."own_cycle_days") + (
      "t0"."cycle_spread" * 0.8416212335729143
    ))
    THEN 'active'
    ELSE 'overdue'
  END AS "status",
  CASE
    WHEN "t0"."own_cycle_days" IS NOT NULL
    THEN CASE
      WHEN CASE
        WHEN CAST(CEIL(CAST(ROUND("t0"."own_cycle_days" * 2, 3) AS DOUBLE)) AS BIGINT) IS NULL
        THEN CAST(CEIL(CAST(ROUND("t0"."own_cycle_days" * 2, 3) AS DOUBLE)) AS BIGINT)
        ELSE LEAST(365, CAST(CEIL(CAST(ROUND("t0"."own_cycle_days" * 2, 3) AS DOUBLE)) AS BIGINT))
      END IS NULL
      THEN CASE
        WHEN CAST(CEIL(CAST(ROUND("t0"."own_cycle_days" * 2, 3) AS DOUBLE)) AS BIGINT) IS NULL
        THEN CAST(CEIL(CAST(ROUND("t0"."own_cycle_days" * 2, 3) AS DOUBLE)) AS BIGINT)
        ELSE LEAST(365, CAST(CEIL(CAST(ROUND("t0"."own_cycle_days" * 2, 3) AS DOUBLE)) AS BIGINT))
      END
      ELSE GREATEST(
        14,
        CASE
          WHEN CAST(CEIL(CAST(ROUND("t0"."own_cycle_days" * 2, 3) AS DOUBLE)) AS BIGINT) IS NULL
          THEN CAST(CEIL(CAST(ROUND("t0"."own_cycle_days" * 2, 3) AS DOUBLE)) AS BIGINT)
          ELSE LEAST(365, CAST(CEIL(CAST(ROUND("t0"."own_cycle_days" * 2, 3) AS DOUBLE)) AS BIGINT))
        END
      )
    END
    ELSE CAST(NULL AS DOUBLE)
  END AS "horizon_days",
  CASE
    WHEN "t0"."own_cycle_days" IS NOT NULL
    THEN GREATEST(
      LEAST(
        CAST(FLOOR(
          CAST(ROUND(EXP(LN("t0"."own_cycle_days") + (
            "t0"."cycle_spread" * 2.0537489106318225
          )), 3) AS DOUBLE)
        ) AS BIGINT) + 1,
        425.0
      ),
      CAST(CEIL(CAST(ROUND(GREATEST(14.0, "t0"."own_cycle_days" * 3), 3) AS DOUBLE)) AS BIGINT)
    )
    ELSE CAST(NULL AS DOUBLE)
  END AS "lost_after_days",
  CASE
    WHEN "t0"."days_since_order" > CASE
      WHEN "t0"."own_cycle_days" IS NOT NULL
      THEN GREATEST(
        LEAST(
          CAST(FLOOR(
            CAST(ROUND(EXP(LN("t0"."own_cycle_days") + (
              "t0"."cycle_spread" * 2.0537489106318225
            )), 3) AS DOUBLE)
          ) AS BIGINT) + 1,
          425.0
        ),
        CAST(CEIL(CAST(ROUND(GREATEST(14.0, "t0"."own_cycle_days" * 3), 3) AS DOUBLE)) AS BIGINT)
      )
      ELSE CAST(NULL AS DOUBLE)
    END
    THEN "t0"."days_since_order" - CASE
      WHEN "t0"."own_cycle_days" IS NOT NULL
      THEN GREATEST(
        LEAST(
          CAST(FLOOR(
            CAST(ROUND(EXP(LN("t0"."own_cycle_days") + (
              "t0"."cycle_spread" * 2.0537489106318225
            )), 3) AS DOUBLE)
          ) AS BIGINT) + 1,
          425.0
        ),
        CAST(CEIL(CAST(ROUND(GREATEST(14.0, "t0"."own_cycle_days" * 3), 3) AS DOUBLE)) AS BIGINT)
      )
      ELSE CAST(NULL AS DOUBLE)
    END
    ELSE 0.0
  END AS "days_lost",
  CASE
    WHEN (
      "t0"."year_amount" > 0
    ) AND (
      "t0"."year_amount" >= "t0"."abc_a_from"
    )
    THEN 'A'
    WHEN (
      "t0"."year_amount" > 0
    ) AND (
      "t0"."year_amount" >= "t0"."abc_b_from"
    )
    THEN 'B'
    ELSE 'C'
  END AS "abc",
  CASE
    WHEN "t0"."variation" <= 0.1
    THEN 'X'
    WHEN "t0"."variation" <= 0.25
    THEN 'Y'
    ELSE 'Z'
  END AS "xyz",
  CASE
    WHEN "t0"."tenure_days" > 90
    THEN CASE
      WHEN (
        "t0"."year_amount_before" > 0
      )
      AND (
        "t0"."year_amount_before" >= "t0"."abc_a_from_before"
      )
      THEN 'A'
      WHEN (
        "t0"."year_amount_before" > 0
      )
      AND (
        "t0"."year_amount_before" >= "t0"."abc_b_from_before"
      )
      THEN 'B'
      ELSE 'C'
    END
    ELSE CAST(NULL AS TEXT)
  END AS "abc_before",
  CASE
    WHEN "t0"."tenure_days" > 90
    THEN CASE
      WHEN "t0"."variation_before" <= 0.1
      THEN 'X'
      WHEN "t0"."variation_before" <= 0.25
      THEN 'Y'
      ELSE 'Z'
    END
    ELSE CAST(NULL AS TEXT)
  END AS "xyz_before",
  CASE
    WHEN CASE
      WHEN (
        "t0"."year_amount" > 0
      ) AND (
        "t0"."year_amount" >= "t0"."abc_a_from"
      )
      THEN 'A'
      WHEN (
        "t0"."year_amount" > 0
      ) AND (
        "t0"."year_amount" >= "t0"."abc_b_from"
      )
      THEN 'B'
      ELSE 'C'
    END IS NULL
    THEN CAST(NULL AS DOUBLE)
    WHEN CASE
      WHEN (
        "t0"."year_amount" > 0
      ) AND (
        "t0"."year_amount" >= "t0"."abc_a_from"
      )
      THEN 'A'
      WHEN (
        "t0"."year_amount" > 0
      ) AND (
        "t0"."year_amount" >= "t0"."abc_b_from"
      )
      THEN 'B'
      ELSE 'C'
    END = 'A'
    THEN 0.0
    WHEN CASE
      WHEN (
        "t0"."year_amount" > 0
      ) AND (
        "t0"."year_amount" >= "t0"."abc_a_from"
      )
      THEN 'A'
      WHEN (
        "t0"."year_amount" > 0
      ) AND (
        "t0"."year_amount" >= "t0"."abc_b_from"
      )
      THEN 'B'
      ELSE 'C'
    END = 'B'
    THEN 1.0
    ELSE 2.0
  END - CASE
    WHEN CASE
      WHEN "t0"."tenure_days" > 90
      THEN CASE
        WHEN (
          "t0"."year_amount_before" > 0
        )
        AND (
          "t0"."year_amount_before" >= "t0"."abc_a_from_before"
        )
        THEN 'A'
        WHEN (
          "t0"."year_amount_before" > 0
        )
        AND (
          "t0"."year_amount_before" >= "t0"."abc_b_from_before"
        )
        THEN 'B'
        ELSE 'C'
      END
      ELSE CAST(NULL AS TEXT)
    END IS NULL
    THEN CAST(NULL AS DOUBLE)
    WHEN CASE
      WHEN "t0"."tenure_days" > 90
      THEN CASE
        WHEN (
          "t0"."year_amount_before" > 0
        )
        AND (
          "t0"."year_amount_before" >= "t0"."abc_a_from_before"
        )
        THEN 'A'
        WHEN (
          "t0"."year_amount_before" > 0
        )
        AND (
          "t0"."year_amount_before" >= "t0"."abc_b_from_before"
        )
        THEN 'B'
        ELSE 'C'
      END
      ELSE CAST(NULL AS TEXT)
    END = 'A'
    THEN 0.0
    WHEN CASE
      WHEN "t0"."tenure_days" > 90
      THEN CASE
        WHEN (
          "t0"."year_amount_before" > 0
        )
        AND (
          "t0"."year_amount_before" >= "t0"."abc_a_from_before"
        )
        THEN 'A'
        WHEN (
          "t0"."year_amount_before" > 0
        )
        AND (
          "t0"."year_amount_before" >= "t0"."abc_b_from_before"
        )
        THEN 'B'
        ELSE 'C'
      END
      ELSE CAST(NULL AS TEXT)
    END = 'B'
    THEN 1.0
    ELSE 2.0
  END AS "abc_fall",
  CASE
    WHEN CASE
      WHEN "t0"."variation" <= 0.1
      THEN 'X'
      WHEN "t0"."variation" <= 0.25
      THEN 'Y'
      ELSE 'Z'
    END IS NULL
    THEN CAST(NULL AS DOUBLE)
    WHEN CASE
      WHEN "t0"."variation" <= 0.1
      THEN 'X'
      WHEN "t0"."variation" <= 0.25
      THEN 'Y'
      ELSE 'Z'
    END = 'X'
    THEN 0.0
    WHEN CASE
      WHEN "t0"."variation" <= 0.1
      THEN 'X'
      WHEN "t0"."variation" <= 0.25
      THEN 'Y'
      ELSE 'Z'
    END = 'Y'
    THEN 1.0
    ELSE 2.0
  END - CASE
    WHEN CASE
      WHEN "t0"."tenure_days" > 90
      THEN CASE
        WHEN "t0"."variation_before" <= 0.1
        THEN 'X'
        WHEN "t0"."variation_before" <= 0.25
        THEN 'Y'
        ELSE 'Z'
      END
      ELSE CAST(NULL AS TEXT)
    END IS NULL
    THEN CAST(NULL AS DOUBLE)
    WHEN CASE
      WHEN "t0"."tenure_days" > 90
      THEN CASE
        WHEN "t0"."variation_before" <= 0.1
        THEN 'X'
        WHEN "t0"."variation_before" <= 0.25
        THEN 'Y'
        ELSE 'Z'
      END
      ELSE CAST(NULL AS TEXT)
    END = 'X'
    THEN 0.0
    WHEN CASE
      WHEN "t0"."tenure_days" > 90
      THEN CASE
        WHEN "t0"."variation_before" <= 0.1
        THEN 'X'
        WHEN "t0"."variation_before" <= 0.25
        THEN 'Y'
        ELSE 'Z'
      END
      ELSE CAST(NULL AS TEXT)
    END = 'Y'
    THEN 1.0
    ELSE 2.0
  END AS "xyz_fall",
  CASE
    WHEN CASE
      WHEN (
        "t0"."year_amount" > 0
      ) AND (
        "t0"."year_amount" >= "t0"."abc_a_from"
      )
      THEN 'A'
      WHEN (
        "t0"."year_amount" > 0
      ) AND (
        "t0"."year_amount" >= "t0"."abc_b_from"
      )
      THEN 'B'
      ELSE 'C'
    END = 'A'
    THEN 7
    WHEN CASE
      WHEN (
        "t0"."year_amount" > 0
      ) AND (
        "t0"."year_amount" >= "t0"."abc_a_from"
      )
      THEN 'A'
      WHEN (
        "t0"."year_amount" > 0
      ) AND (
        "t0"."year_amount" >= "t0"."abc_b_from"
      )
      THEN 'B'
      ELSE 'C'
    END = 'B'
    THEN 10
    ELSE 14
  END AS "contact_every_days"
FROM "winback_varied" AS "t0"
)

SELECT
  CAST(`client_id` AS STRING) AS `client_id`,
  CAST(`amount_month_0` AS INT64) AS `amount_month_0`,
  CAST(`amount_month_1` AS INT64) AS `amount_month_1`,
  CAST(`amount_month_2` AS INT64) AS `amount_month_2`,
  CAST(`amount_month_3` AS INT64) AS `amount_month_3`,
  CAST(`amount_month_4` AS INT64) AS `amount_month_4`,
  CAST(`amount_month_5` AS INT64) AS `amount_month_5`,
  CAST(`amount_month_6` AS INT64) AS `amount_month_6`,
  CAST(`amount_month_7` AS INT64) AS `amount_month_7`,
  CAST(`amount_month_8` AS INT64) AS `amount_month_8`,
  CAST(`amount_month_9` AS INT64) AS `amount_month_9`,
  CAST(`amount_month_10` AS INT64) AS `amount_month_10`,
  CAST(`amount_month_11` AS INT64) AS `amount_month_11`,
  CAST(`amount_month_12` AS INT64) AS `amount_month_12`,
  CAST(`amount_month_13` AS INT64) AS `amount_month_13`,
  CAST(`amount_month_14` AS INT64) AS `amount_month_14`,
  CAST(`year_amount` AS INT64) AS `year_amount`,
  CAST(`year_amount_before` AS INT64) AS `year_amount_before`,
  CAST(`log_gap_sum` AS INT64) AS `log_gap_sum`,
  CAST(`log_gap_squares` AS INT64) AS `log_gap_squares`,
  CAST(`longest_gap` AS INT64) AS `longest_gap`,
  CAST(`last_gap` AS INT64) AS `last_gap`,
  CAST(`recent_log_gap_sum` AS INT64) AS `recent_log_gap_sum`,
  CAST(`order_days` AS INT64) AS `order_days`,
  CAST(`oldest_age` AS INT64) AS `oldest_age`,
  CAST(`latest_age` AS INT64) AS `latest_age`,
  CAST(`decayed_30` AS INT64) AS `decayed_30`,
  CAST(`decayed_90` AS INT64) AS `decayed_90`,
  CAST(`decayed_180` AS INT64) AS `decayed_180`,
  CAST(`window_counts` AS INT64) AS `window_counts`,
  CAST(`last_weeks` AS INT64) AS `last_weeks`,
  CAST(`season_days_ahead` AS INT64) AS `season_days_ahead`,
  CAST(`season_days_year_ago` AS INT64) AS `season_days_year_ago`,
  CAST(`weekday_counts` AS INT64) AS `weekday_counts`,
  CAST(`amount_sum` AS INT64) AS `amount_sum`,
  CAST(`margin_sum` AS INT64) AS `margin_sum`,
  CAST(`last_amount` AS INT64) AS `last_amount`,
  CAST(`largest_amount` AS INT64) AS `largest_amount`,
  CAST(`recent_amount` AS INT64) AS `recent_amount`,
  CAST(`log_amount_sum` AS INT64) AS `log_amount_sum`,
  CAST(`log_amount_squares` AS INT64) AS `log_amount_squares`,
  CAST(`age_sum` AS INT64) AS `age_sum`,
  CAST(`age_squares` AS INT64) AS `age_squares`,
  CAST(`age_log_amount` AS INT64) AS `age_log_amount`,
  CAST(`discounted_days_365` AS INT64) AS `discounted_days_365`,
  CAST(`discount_90` AS INT64) AS `discount_90`,
  CAST(`discount_365` AS INT64) AS `discount_365`,
  CAST(`discount_ever` AS INT64) AS `discount_ever`,
  CAST(`latest_discount_age` AS INT64) AS `latest_discount_age`,
  CAST(`product_count_365` AS INT64) AS `product_count_365`,
  CAST(`product_count_half` AS INT64) AS `product_count_half`,
  CAST(`product_count_half_before` AS INT64) AS `product_count_half_before`,
  CAST(`product_count_90` AS INT64) AS `product_count_90`,
  CAST(`product_count_new_90` AS INT64) AS `product_count_new_90`,
  CAST(`basket_paid` AS INT64) AS `basket_paid`,
  CAST(`basket_paid_priced` AS INT64) AS `basket_paid_priced`,
  CAST(`basket_today` AS INT64) AS `basket_today`,
  CAST(`last_paid` AS INT64) AS `last_paid`,
  CAST(`last_at_price_before` AS INT64) AS `last_at_price_before`,
  CAST(`category_count_365` AS INT64) AS `category_count_365`,
  CAST(`category_count_half` AS INT64) AS `category_count_half`,
  CAST(`category_count_half_before` AS INT64) AS `category_count_half_before`,
  CAST(`category_count_new_90` AS INT64) AS `category_count_new_90`,
  CAST(`category_count_regular` AS INT64) AS `category_count_regular`,
  CAST(`category_count_given_up` AS INT64) AS `category_count_given_up`,
  CAST(`category_amount` AS INT64) AS `category_amount`,
  CAST(`top_category_amount` AS INT64) AS `top_category_amount`,
  CAST(`setback_count_90` AS INT64) AS `setback_count_90`,
  CAST(`setback_count_365` AS INT64) AS `setback_count_365`,
  CAST(`return_count_365` AS INT64) AS `return_count_365`,
  CAST(`cancellation_count_365` AS INT64) AS `cancellation_count_365`,
  CAST(`returned_amount_365` AS INT64) AS `returned_amount_365`,
  CAST(`undone_amount_365` AS INT64) AS `undone_amount_365`,
  CAST(`refunded_margin` AS INT64) AS `refunded_margin`,
  CAST(`latest_setback_age` AS INT64) AS `latest_setback_age`,
  CAST(`delivered_90` AS INT64) AS `delivered_90`,
  CAST(`delivered_365` AS INT64) AS `delivered_365`,
  CAST(`late_90` AS INT64) AS `late_90`,
  CAST(`late_365` AS INT64) AS `late_365`,
  CAST(`days_late_365` AS INT64) AS `days_late_365`,
  CAST(`worst_late_365` AS INT64) AS `worst_late_365`,
  CAST(`latest_delivery_age` AS INT64) AS `latest_delivery_age`,
  CAST(`latest_late_delivery_age` AS INT64) AS `latest_late_delivery_age`,
  CAST(`overdue_count` AS INT64) AS `overdue_count`,
  CAST(`oldest_overdue_days` AS INT64) AS `oldest_overdue_days`,
  CAST(`complaints` AS INT64) AS `complaints`,
  CAST(`complaints_30` AS INT64) AS `complaints_30`,
  CAST(`complaints_90` AS INT64) AS `complaints_90`,
  CAST(`complaints_365` AS INT64) AS `complaints_365`,
  CAST(`complaints_service` AS INT64) AS `complaints_service`,
  CAST(`complaints_delivery` AS INT64) AS `complaints_delivery`,
  CAST(`complaints_quality` AS INT64) AS `complaints_quality`,
  CAST(`complaints_price` AS INT64) AS `complaints_price`,
  CAST(`complaints_conflict` AS INT64) AS `complaints_conflict`,
  CAST(`complaints_other` AS INT64) AS `complaints_other`,
  CAST(`complaints_open` AS INT64) AS `complaints_open`,
  CAST(`complaints_closed` AS INT64) AS `complaints_closed`,
  CAST(`complaint_days_to_resolve` AS INT64) AS `complaint_days_to_resolve`,
  CAST(`latest_complaint_age` AS INT64) AS `latest_complaint_age`,
  CAST(`oldest_open_complaint_age` AS INT64) AS `oldest_open_complaint_age`,
  CAST(`worst_complaint` AS INT64) AS `worst_complaint`,
  CAST(`conflict_count_365` AS INT64) AS `conflict_count_365`,
  CAST(`latest_conflict_age` AS INT64) AS `latest_conflict_age`,
  CAST(`latest_quality_age` AS INT64) AS `latest_quality_age`,
  CAST(`latest_slow_age` AS INT64) AS `latest_slow_age`,
  CAST(`complaints_compared` AS INT64) AS `complaints_compared`,
  CAST(`days_compared` AS INT64) AS `days_compared`,
  CAST(`usual_hundredths_compared` AS INT64) AS `usual_hundredths_compared`,
  CAST(`open_beyond_usual` AS INT64) AS `open_beyond_usual`,
  CAST(`nps_answers` AS INT64) AS `nps_answers`,
  CAST(`nps_sum` AS INT64) AS `nps_sum`,
  CAST(`nps_low` AS INT64) AS `nps_low`,
  CAST(`nps_last` AS INT64) AS `nps_last`,
  CAST(`nps_before` AS INT64) AS `nps_before`,
  CAST(`latest_nps_age` AS INT64) AS `latest_nps_age`,
  CAST(`nps_product_placed` AS INT64) AS `nps_product_placed`,
  CAST(`nps_service_placed` AS INT64) AS `nps_service_placed`,
  CAST(`nps_delivery_placed` AS INT64) AS `nps_delivery_placed`,
  CAST(`contact_count_30` AS INT64) AS `contact_count_30`,
  CAST(`contact_count_90` AS INT64) AS `contact_count_90`,
  CAST(`contact_count_365` AS INT64) AS `contact_count_365`,
  CAST(`since_reached_day` AS INT64) AS `since_reached_day`,
  CAST(`since_first_reached_day` AS INT64) AS `since_first_reached_day`,
  CAST(`since_inbound_day` AS INT64) AS `since_inbound_day`,
  CAST(`since_outbound_day` AS INT64) AS `since_outbound_day`,
  CAST(`since_informative_day` AS INT64) AS `since_informative_day`,
  CAST(`since_run_day` AS INT64) AS `since_run_day`,
  CAST(`pauses_so_far` AS INT64) AS `pauses_so_far`,
  CAST(`fruitless_run_so_far` AS INT64) AS `fruitless_run_so_far`,
  CAST(`longest_pause_365` AS INT64) AS `longest_pause_365`,
  CAST(`longest_outbound_365` AS INT64) AS `longest_outbound_365`,
  CAST(`inbound_365` AS INT64) AS `inbound_365`,
  CAST(`outbound_365` AS INT64) AS `outbound_365`,
  CAST(`informative_365` AS INT64) AS `informative_365`,
  CAST(`fruitless_365` AS INT64) AS `fruitless_365`,
  CAST(`refused_90` AS INT64) AS `refused_90`,
  CAST(`answered_90` AS INT64) AS `answered_90`,
  CAST(`answered_365` AS INT64) AS `answered_365`,
  CAST(`answer_minutes_90` AS INT64) AS `answer_minutes_90`,
  CAST(`answer_minutes_365` AS INT64) AS `answer_minutes_365`,
  CAST(`informative_age_0` AS INT64) AS `informative_age_0`,
  CAST(`informative_age_1` AS INT64) AS `informative_age_1`,
  CAST(`informative_age_2` AS INT64) AS `informative_age_2`,
  CAST(`informative_age_3` AS INT64) AS `informative_age_3`,
  CAST(`informative_age_4` AS INT64) AS `informative_age_4`,
  CAST(`informative_age_5` AS INT64) AS `informative_age_5`,
  CAST(`informative_age_6` AS INT64) AS `informative_age_6`,
  CAST(`informative_age_7` AS INT64) AS `informative_age_7`,
  CAST(`informative_age_8` AS INT64) AS `informative_age_8`,
  CAST(`informative_age_9` AS INT64) AS `informative_age_9`,
  CAST(`informative_age_10` AS INT64) AS `informative_age_10`,
  CAST(`informative_age_11` AS INT64) AS `informative_age_11`,
  CAST(`visit_count_30` AS INT64) AS `visit_count_30`,
  CAST(`visit_count_90` AS INT64) AS `visit_count_90`,
  CAST(`visit_count_before_30` AS INT64) AS `visit_count_before_30`,
  CAST(`visit_count_before_90` AS INT64) AS `visit_count_before_90`,
  CAST(`visit_count_since_order` AS INT64) AS `visit_count_since_order`,
  CAST(`latest_visit_age` AS INT64) AS `latest_visit_age`,
  CAST(`oldest_visit_age` AS INT64) AS `oldest_visit_age`,
  CAST(`manager_rows` AS INT64) AS `manager_rows`,
  CAST(`manager_names` AS INT64) AS `manager_names`,
  CAST(`manager_changed_90` AS INT64) AS `manager_changed_90`,
  CAST(`manager_changed_365` AS INT64) AS `manager_changed_365`,
  CAST(`latest_manager_change_age` AS INT64) AS `latest_manager_change_age`,
  CAST(`oldest_manager_age` AS INT64) AS `oldest_manager_age`,
  CAST(`latest_manager_dismissed_age` AS INT64) AS `latest_manager_dismissed_age`,
  CAST(`latest_manager_end_age` AS INT64) AS `latest_manager_end_age`,
  CAST(`managers_in_office` AS INT64) AS `managers_in_office`,
  CAST(`branch` AS STRING) AS `branch`,
  CAST(`client_kind` AS STRING) AS `client_kind`,
  CAST(`client_industry` AS STRING) AS `client_industry`,
  CAST(`client_region` AS STRING) AS `client_region`,
  CAST(`client_age` AS INT64) AS `client_age`,
  CAST(`contract_days_left` AS INT64) AS `contract_days_left`,
  CAST(`gap_count` AS FLOAT64) AS `gap_count`,
  CAST(`recent_gap_count` AS INT64) AS `recent_gap_count`,
  CAST(`order_days_14` AS INT64) AS `order_days_14`,
  CAST(`order_days_30` AS INT64) AS `order_days_30`,
  CAST(`order_days_60` AS INT64) AS `order_days_60`,
  CAST(`order_days_90` AS INT64) AS `order_days_90`,
  CAST(`order_days_180` AS INT64) AS `order_days_180`,
  CAST(`order_days_365` AS INT64) AS `order_days_365`,
  CAST(`quarter_amount` AS INT64) AS `quarter_amount`,
  CAST(`short_count` AS INT64) AS `short_count`,
  CAST(`short_amount` AS INT64) AS `short_amount`,
  CAST(`cycle_log` AS FLOAT64) AS `cycle_log`,
  CAST(`cycle_weight` AS FLOAT64) AS `cycle_weight`,
  CAST(`cycle_log_spread` AS FLOAT64) AS `cycle_log_spread`,
  CAST(`abc_a_from` AS INT64) AS `abc_a_from`,
  CAST(`abc_b_from` AS INT64) AS `abc_b_from`,
  CAST(`abc_a_from_before` AS INT64) AS `abc_a_from_before`,
  CAST(`abc_b_from_before` AS INT64) AS `abc_b_from_before`,
  CAST(`own_cycle_days` AS FLOAT64) AS `own_cycle_days`,
  CAST(`cycle_spread` AS FLOAT64) AS `cycle_spread`,
  CAST(`longest_gap_ratio` AS FLOAT64) AS `longest_gap_ratio`,
  CAST(`last_gap_ratio` AS FLOAT64) AS `last_gap_ratio`,
  CAST(`recent_gaps_log_ratio` AS FLOAT64) AS `recent_gaps_log_ratio`
FROM (
SELECT
  `t4`.`client_id`,
  `t4`.`amount_month_0`,
  `t4`.`amount_month_1`,
  `t4`.`amount_month_2`,
  `t4`.`amount_month_3`,
  `t4`.`amount_month_4`,
  `t4`.`amount_month_5`,
  `t4`.`amount_month_6`,
  `t4`.`amount_month_7`,
  `t4`.`amount_month_8`,
  `t4`.`amount_month_9`,
  `t4`.`amount_month_10`,
  `t4`.`amount_month_11`,
  `t4`.`amount_month_12`,
  `t4`.`amount_month_13`,
  `t4`.`amount_month_14`,
  `t4`.`year_amount`,
  `t4`.`year_amount_before`,
  `t4`.`log_gap_sum`,
  `t4`.`log_gap_squares`,
  `t4`.`longest_gap`,
  `t4`.`last_gap`,
  `t4`.`recent_log_gap_sum`,
  `t4`.`order_days`,
  `t4`.`oldest_age`,
  `t4`.`latest_age`,
  `t4`.`decayed_30`,
  `t4`.`decayed_90`,
  `t4`.`decayed_180`,
  `t4`.`window_counts`,
  `t4`.`last_weeks`,
  `t4`.`season_days_ahead`,
  `t4`.`season_days_year_ago`,
  `t4`.`weekday_counts`,
  `t4`.`amount_sum`,
  `t4`.`margin_sum`,
  `t4`.`last_amount`,
  `t4`.`largest_amount`,
  `t4`.`recent_amount`,
  `t4`.`log_amount_sum`,
  `t4`.`log_amount_squares`,
  `t4`.`age_sum`,
  `t4`.`age_squares`,
  `t4`.`age_log_amount`,
  `t4`.`discounted_days_365`,
  `t4`.`discount_90`,
  `t4`.`discount_365`,
  `t4`.`discount_ever`,
  `t4`.`latest_discount_age`,
  `t4`.`product_count_365`,
  `t4`.`product_count_half`,
  `t4`.`product_count_half_before`,
  `t4`.`product_count_90`,
  `t4`.`product_count_new_90`,
  `t4`.`basket_paid`,
  `t4`.`basket_paid_priced`,
  `t4`.`basket_today`,
  `t4`.`last_paid`,
  `t4`.`last_at_price_before`,
  `t4`.`category_count_365`,
  `t4`.`category_count_half`,
  `t4`.`category_count_half_before`,
  `t4`.`category_count_new_90`,
  `t4`.`category_count_regular`,
  `t4`.`category_count_given_up`,
  `t4`.`category_amount`,
  `t4`.`top_category_amount`,
  `t4`.`setback_count_90`,
  `t4`.`setback_count_365`,
  `t4`.`return_count_365`,
  `t4`.`cancellation_count_365`,
  `t4`.`returned_amount_365`,
  `t4`.`undone_amount_365`,
  `t4`.`refunded_margin`,
  `t4`.`latest_setback_age`,
  `t4`.`delivered_90`,
  `t4`.`delivered_365`,
  `t4`.`late_90`,
  `t4`.`late_365`,
  `t4`.`days_late_365`,
  `t4`.`worst_late_365`,
  `t4`.`latest_delivery_age`,
  `t4`.`latest_late_delivery_age`,
  `t4`.`overdue_count`,
  `t4`.`oldest_overdue_days`,
  `t4`.`complaints`,
  `t4`.`complaints_30`,
  `t4`.`complaints_90`,
  `t4`.`complaints_365`,
  `t4`.`complaints_service`,
  `t4`.`complaints_delivery`,
  `t4`.`complaints_quality`,
  `t4`.`complaints_price`,
  `t4`.`complaints_conflict`,
  `t4`.`complaints_other`,
  `t4`.`complaints_open`,
  `t4`.`complaints_closed`,
  `t4`.`complaint_days_to_resolve`,
  `t4`.`latest_complaint_age`,
  `t4`.`oldest_open_complaint_age`,
  `t4`.`worst_complaint`,
  `t4`.`conflict_count_365`,
  `t4`.`latest_conflict_age`,
  `t4`.`latest_quality_age`,
  `t4`.`latest_slow_age`,
  `t4`.`complaints_compared`,
  `t4`.`days_compared`,
  `t4`.`usual_hundredths_compared`,
  `t4`.`open_beyond_usual`,
  `t4`.`nps_answers`,
  `t4`.`nps_sum`,
  `t4`.`nps_low`,
  `t4`.`nps_last`,
  `t4`.`nps_before`,
  `t4`.`latest_nps_age`,
  `t4`.`nps_product_placed`,
  `t4`.`nps_service_placed`,
  `t4`.`nps_delivery_placed`,
  `t4`.`contact_count_30`,
  `t4`.`contact_count_90`,
  `t4`.`contact_count_365`,
  `t4`.`since_reached_day`,
  `t4`.`since_first_reached_day`,
  `t4`.`since_inbound_day`,
  `t4`.`since_outbound_day`,
  `t4`.`since_informative_day`,
  `t4`.`since_run_day`,
  `t4`.`pauses_so_far`,
  `t4`.`fruitless_run_so_far`,
  `t4`.`longest_pause_365`,
  `t4`.`longest_outbound_365`,
  `t4`.`inbound_365`,
  `t4`.`outbound_365`,
  `t4`.`informative_365`,
  `t4`.`fruitless_365`,
  `t4`.`refused_90`,
  `t4`.`answered_90`,
  `t4`.`answered_365`,
  `t4`.`answer_minutes_90`,
  `t4`.`answer_minutes_365`,
  `t4`.`informative_age_0`,
  `t4`.`informative_age_1`,
  `t4`.`informative_age_2`,
  `t4`.`informative_age_3`,
  `t4`.`informative_age_4`,
  `t4`.`informative_age_5`,
  `t4`.`informative_age_6`,
  `t4`.`informative_age_7`,
  `t4`.`informative_age_8`,
  `t4`.`informative_age_9`,
  `t4`.`informative_age_10`,
  `t4`.`informative_age_11`,
  `t4`.`visit_count_30`,
  `t4`.`visit_count_90`,
  `t4`.`visit_count_before_30`,
  `t4`.`visit_count_before_90`,
  `t4`.`visit_count_since_order`,
  `t4`.`latest_visit_age`,
  `t4`.`oldest_visit_age`,
  `t4`.`manager_rows`,
  `t4`.`manager_names`,
  `t4`.`manager_changed_90`,
  `t4`.`manager_changed_365`,
  `t4`.`latest_manager_change_age`,
  `t4`.`oldest_manager_age`,
  `t4`.`latest_manager_dismissed_age`,
  `t4`.`latest_manager_end_age`,
  `t4`.`managers_in_office`,
  `t4`.`branch`,
  `t4`.`client_kind`,
  `t4`.`client_industry`,
  `t4`.`client_region`,
  `t4`.`client_age`,
  `t4`.`contract_days_left`,
  CAST(`t4`.`gap_count` AS FLOAT64) AS `gap_count`,
  `t4`.`recent_gap_count`,
  `t4`.`order_days_14`,
  `t4`.`order_days_30`,
  `t4`.`order_days_60`,
  `t4`.`order_days_90`,
  `t4`.`order_days_180`,
  `t4`.`order_days_365`,
  `t4`.`quarter_amount`,
  `t4`.`short_count`,
  `t4`.`short_amount`,
  `t4`.`cycle_log`,
  `t4`.`cycle_weight`,
  `t4`.`cycle_log_spread`,
  `t4`.`abc_a_from`,
  `t4`.`abc_b_from`,
  `t4`.`abc_a_from_before`,
  `t4`.`abc_b_from_before`,
  EXP(
    ieee_divide(
      (
        `t4`.`cycle_weight` * `t4`.`cycle_log`
      ) + ieee_divide(COALESCE(CAST(`t4`.`log_gap_sum` AS FLOAT64), CAST(0.0 AS FLOAT64)), 1000000),
      `t4`.`cycle_weight` + CAST(`t4`.`gap_count` AS FLOAT64)
    )
  ) AS `own_cycle_days`,
  IF(
    EXP(
      ieee_divide(
        (
          `t4`.`cycle_weight` * `t4`.`cycle_log`
        ) + ieee_divide(COALESCE(CAST(`t4`.`log_gap_sum` AS FLOAT64), CAST(0.0 AS FLOAT64)), 1000000),
        `t4`.`cycle_weight` + CAST(`t4`.`gap_count` AS FLOAT64)
      )
    ) IS NOT NULL,
    IF(
      ieee_divide(
        (
          `t4`.`cycle_weight` * `t4`.`cycle_log_spread`
        ) + (
          IF(
            (
              CAST(`t4`.`gap_count` AS FLOAT64) - 1
            ) IS NULL,
            CAST(`t4`.`gap_count` AS FLOAT64) - 1,
            GREATEST(CAST(0.0 AS FLOAT64), CAST(`t4`.`gap_count` AS FLOAT64) - 1)
          ) * COALESCE(
            SQRT(
              ieee_divide(
                IF(
                  (
                    CAST(`t4`.`log_gap_squares` AS FLOAT64) - ieee_divide(
                      CAST(`t4`.`log_gap_sum` AS FLOAT64) * CAST(`t4`.`log_gap_sum` AS FLOAT64),
                      NULLIF(CAST(`t4`.`gap_count` AS FLOAT64), 0)
                    )
                  ) IS NULL,
                  CAST(`t4`.`log_gap_squares` AS FLOAT64) - ieee_divide(
                    CAST(`t4`.`log_gap_sum` AS FLOAT64) * CAST(`t4`.`log_gap_sum` AS FLOAT64),
                    NULLIF(CAST(`t4`.`gap_count` AS FLOAT64), 0)
                  ),
                  GREATEST(
                    CAST(0.0 AS FLOAT64),
                    CAST(`t4`.`log_gap_squares` AS FLOAT64) - ieee_divide(
                      CAST(`t4`.`log_gap_sum` AS FLOAT64) * CAST(`t4`.`log_gap_sum` AS FLOAT64),
                      NULLIF(CAST(`t4`.`gap_count` AS FLOAT64), 0)
                    )
                  )
                ),
                NULLIF(
                  IF(
                    (
                      CAST(`t4`.`gap_count` AS FLOAT64) - 1
                    ) IS NULL,
                    CAST(`t4`.`gap_count` AS FLOAT64) - 1,
                    GREATEST(CAST(0.0 AS FLOAT64), CAST(`t4`.`gap_count` AS FLOAT64) - 1)
                  ),
                  0
                ) * CAST(1000000.0 AS FLOAT64) * CAST(1000000.0 AS FLOAT64)
              )
            ),
            CAST(0.0 AS FLOAT64)
          )
        ),
        `t4`.`cycle_weight` + IF(
          (
            CAST(`t4`.`gap_count` AS FLOAT64) - 1
          ) IS NULL,
          CAST(`t4`.`gap_count` AS FLOAT64) - 1,
          GREATEST(CAST(0.0 AS FLOAT64), CAST(`t4`.`gap_count` AS FLOAT64) - 1)
        )
      ) IS NULL,
      ieee_divide(
        (
          `t4`.`cycle_weight` * `t4`.`cycle_log_spread`
        ) + (
          IF(
            (
              CAST(`t4`.`gap_count` AS FLOAT64) - 1
            ) IS NULL,
            CAST(`t4`.`gap_count` AS FLOAT64) - 1,
            GREATEST(CAST(0.0 AS FLOAT64), CAST(`t4`.`gap_count` AS FLOAT64) - 1)
          ) * COALESCE(
            SQRT(
              ieee_divide(
                IF(
                  (
                    CAST(`t4`.`log_gap_squares` AS FLOAT64) - ieee_divide(
                      CAST(`t4`.`log_gap_sum` AS FLOAT64) * CAST(`t4`.`log_gap_sum` AS FLOAT64),
                      NULLIF(CAST(`t4`.`gap_count` AS FLOAT64), 0)
                    )
                  ) IS NULL,
                  CAST(`t4`.`log_gap_squares` AS FLOAT64) - ieee_divide(
                    CAST(`t4`.`log_gap_sum` AS FLOAT64) * CAST(`t4`.`log_gap_sum` AS FLOAT64),
                    NULLIF(CAST(`t4`.`gap_count` AS FLOAT64), 0)
                  ),
                  GREATEST(
                    CAST(0.0 AS FLOAT64),
                    CAST(`t4`.`log_gap_squares` AS FLOAT64) - ieee_divide(
                      CAST(`t4`.`log_gap_sum` AS FLOAT64) * CAST(`t4`.`log_gap_sum` AS FLOAT64),
                      NULLIF(CAST(`t4`.`gap_count` AS FLOAT64), 0)
                    )
                  )
                ),
                NULLIF(
                  IF(
                    (
                      CAST(`t4`.`gap_count` AS FLOAT64) - 1
                    ) IS NULL,
                    CAST(`t4`.`gap_count` AS FLOAT64) - 1,
                    GREATEST(CAST(0.0 AS FLOAT64), CAST(`t4`.`gap_count` AS FLOAT64) - 1)
                  ),
                  0
                ) * CAST(1000000.0 AS FLOAT64) * CAST(1000000.0 AS FLOAT64)
              )
            ),
            CAST(0.0 AS FLOAT64)
          )
        ),
        `t4`.`cycle_weight` + IF(
          (
            CAST(`t4`.`gap_count` AS FLOAT64) - 1
          ) IS NULL,
          CAST(`t4`.`gap_count` AS FLOAT64) - 1,
          GREATEST(CAST(0.0 AS FLOAT64), CAST(`t4`.`gap_count` AS FLOAT64) - 1)
        )
      ),
      GREATEST(
        CAST(0.1 AS FLOAT64),
        ieee_divide(
          (
            `t4`.`cycle_weight` * `t4`.`cycle_log_spread`
          ) + (
            IF(
              (
                CAST(`t4`.`gap_count` AS FLOAT64) - 1
              ) IS NULL,
              CAST(`t4`.`gap_count` AS FLOAT64) - 1,
              GREATEST(CAST(0.0 AS FLOAT64), CAST(`t4`.`gap_count` AS FLOAT64) - 1)
            ) * COALESCE(
              SQRT(
                ieee_divide(
                  IF(
                    (
                      CAST(`t4`.`log_gap_squares` AS FLOAT64) - ieee_divide(
                        CAST(`t4`.`log_gap_sum` AS FLOAT64) * CAST(`t4`.`log_gap_sum` AS FLOAT64),
                        NULLIF(CAST(`t4`.`gap_count` AS FLOAT64), 0)
                      )
                    ) IS NULL,
                    CAST(`t4`.`log_gap_squares` AS FLOAT64) - ieee_divide(
                      CAST(`t4`.`log_gap_sum` AS FLOAT64) * CAST(`t4`.`log_gap_sum` AS FLOAT64),
                      NULLIF(CAST(`t4`.`gap_count` AS FLOAT64), 0)
                    ),
                    GREATEST(
                      CAST(0.0 AS FLOAT64),
                      CAST(`t4`.`log_gap_squares` AS FLOAT64) - ieee_divide(
                        CAST(`t4`.`log_gap_sum` AS FLOAT64) * CAST(`t4`.`log_gap_sum` AS FLOAT64),
                        NULLIF(CAST(`t4`.`gap_count` AS FLOAT64), 0)
                      )
                    )
                  ),
                  NULLIF(
                    IF(
                      (
                        CAST(`t4`.`gap_count` AS FLOAT64) - 1
                      ) IS NULL,
                      CAST(`t4`.`gap_count` AS FLOAT64) - 1,
                      GREATEST(CAST(0.0 AS FLOAT64), CAST(`t4`.`gap_count` AS FLOAT64) - 1)
                    ),
                    0
                  ) * CAST(1000000.0 AS FLOAT64) * CAST(1000000.0 AS FLOAT64)
                )
              ),
              CAST(0.0 AS FLOAT64)
            )
          ),
          `t4`.`cycle_weight` + IF(
            (
              CAST(`t4`.`gap_count` AS FLOAT64) - 1
            ) IS NULL,
            CAST(`t4`.`gap_count` AS FLOAT64) - 1,
            GREATEST(CAST(0.0 AS FLOAT64), CAST(`t4`.`gap_count` AS FLOAT64) - 1)
          )
        )
      )
    ),
    CAST(NULL AS FLOAT64)
  ) AS `cycle_spread`,
  ieee_divide(
    CAST(`t4`.`longest_gap` AS FLOAT64),
    NULLIF(
      EXP(
        ieee_divide(
          (
            `t4`.`cycle_weight` * `t4`.`cycle_log`
          ) + ieee_divide(COALESCE(CAST(`t4`.`log_gap_sum` AS FLOAT64), CAST(0.0 AS FLOAT64)), 1000000),
          `t4`.`cycle_weight` + CAST(`t4`.`gap_count` AS FLOAT64)
        )
      ),
      0
    )
  ) AS `longest_gap_ratio`,
  ieee_divide(
    CAST(`t4`.`last_gap` AS FLOAT64),
    NULLIF(
      EXP(
        ieee_divide(
          (
            `t4`.`cycle_weight` * `t4`.`cycle_log`
          ) + ieee_divide(COALESCE(CAST(`t4`.`log_gap_sum` AS FLOAT64), CAST(0.0 AS FLOAT64)), 1000000),
          `t4`.`cycle_weight` + CAST(`t4`.`gap_count` AS FLOAT64)
        )
      ),
      0
    )
  ) AS `last_gap_ratio`,
  ieee_divide(
    ieee_divide(
      CAST(`t4`.`recent_log_gap_sum` AS FLOAT64),
      NULLIF(CAST(`t4`.`recent_gap_count` AS FLOAT64), 0)
    ),
    1000000
  ) - LN(
    EXP(
      ieee_divide(
        (
          `t4`.`cycle_weight` * `t4`.`cycle_log`
        ) + ieee_divide(COALESCE(CAST(`t4`.`log_gap_sum` AS FLOAT64), CAST(0.0 AS FLOAT64)), 1000000),
        `t4`.`cycle_weight` + CAST(`t4`.`gap_count` AS FLOAT64)
      )
    )
  ) AS `recent_gaps_log_ratio`
FROM (
  SELECT
    `t2`.`client_id`,
    `t2`.`amount_month_0`,
    `t2`.`amount_month_1`,
    `t2`.`amount_month_2`,
    `t2`.`amount_month_3`,
    `t2`.`amount_month_4`,
    `t2`.`amount_month_5`,
    `t2`.`amount_month_6`,
    `t2`.`amount_month_7`,
    `t2`.`amount_month_8`,
    `t2`.`amount_month_9`,
    `t2`.`amount_month_10`,
    `t2`.`amount_month_11`,
    `t2`.`amount_month_12`,
    `t2`.`amount_month_13`,
    `t2`.`amount_month_14`,
    `t2`.`year_amount`,
    `t2`.`year_amount_before`,
    `t2`.`log_gap_sum`,
    `t2`.`log_gap_squares`,
    `t2`.`longest_gap`,
    `t2`.`last_gap`,
    `t2`.`recent_log_gap_sum`,
    `t2`.`order_days`,
    `t2`.`oldest_age`,
    `t2`.`latest_age`,
    `t2`.`decayed_30`,
    `t2`.`decayed_90`,
    `t2`.`decayed_180`,
    `t2`.`window_counts`,
    `t2`.`last_weeks`,
    `t2`.`season_days_ahead`,
    `t2`.`season_days_year_ago`,
    `t2`.`weekday_counts`,
    `t2`.`amount_sum`,
    `t2`.`margin_sum`,
    `t2`.`last_amount`,
    `t2`.`largest_amount`,
    `t2`.`recent_amount`,
    `t2`.`log_amount_sum`,
    `t2`.`log_amount_squares`,
    `t2`.`age_sum`,
    `t2`.`age_squares`,
    `t2`.`age_log_amount`,
    `t2`.`discounted_days_365`,
    `t2`.`discount_90`,
    `t2`.`discount_365`,
    `t2`.`discount_ever`,
    `t2`.`latest_discount_age`,
    `t2`.`product_count_365`,
    `t2`.`product_count_half`,
    `t2`.`product_count_half_before`,
    `t2`.`product_count_90`,
    `t2`.`product_count_new_90`,
    `t2`.`basket_paid`,
    `t2`.`basket_paid_priced`,
    `t2`.`basket_today`,
    `t2`.`last_paid`,
    `t2`.`last_at_price_before`,
    `t2`.`category_count_365`,
    `t2`.`category_count_half`,
    `t2`.`category_count_half_before`,
    `t2`.`category_count_new_90`,
    `t2`.`category_count_regular`,
    `t2`.`category_count_given_up`,
    `t2`.`category_amount`,
    `t2`.`top_category_amount`,
    `t2`.`setback_count_90`,
    `t2`.`setback_count_365`,
    `t2`.`return_count_365`,
    `t2`.`cancellation_count_365`,
    `t2`.`returned_amount_365`,
    `t2`.`undone_amount_365`,
    `t2`.`refunded_margin`,
    `t2`.`latest_setback_age`,
    `t2`.`delivered_90`,
    `t2`.`delivered_365`,
    `t2`.`late_90`,
    `t2`.`late_365`,
    `t2`.`days_late_365`,
    `t2`.`worst_late_365`,
    `t2`.`latest_delivery_age`,
    `t2`.`latest_late_delivery_age`,
    `t2`.`overdue_count`,
    `t2`.`oldest_overdue_days`,
    `t2`.`complaints`,
    `t2`.`complaints_30`,
    `t2`.`complaints_90`,
    `t2`.`complaints_365`,
    `t2`.`complaints_service`,
    `t2`.`complaints_delivery`,
    `t2`.`complaints_quality`,
    `t2`.`complaints_price`,
    `t2`.`complaints_conflict`,
    `t2`.`complaints_other`,
    `t2`.`complaints_open`,
    `t2`.`complaints_closed`,
    `t2`.`complaint_days_to_resolve`,
    `t2`.`latest_complaint_age`,
    `t2`.`oldest_open_complaint_age`,
    `t2`.`worst_complaint`,
    `t2`.`conflict_count_365`,
    `t2`.`latest_conflict_age`,
    `t2`.`latest_quality_age`,
    `t2`.`latest_slow_age`,
    `t2`.`complaints_compared`,
    `t2`.`days_compared`,
    `t2`.`usual_hundredths_compared`,
    `t2`.`open_beyond_usual`,
    `t2`.`nps_answers`,
    `t2`.`nps_sum`,
    `t2`.`nps_low`,
    `t2`.`nps_last`,
    `t2`.`nps_before`,
    `t2`.`latest_nps_age`,
    `t2`.`nps_product_placed`,
    `t2`.`nps_service_placed`,
    `t2`.`nps_delivery_placed`,
    `t2`.`contact_count_30`,
    `t2`.`contact_count_90`,
    `t2`.`contact_count_365`,
    `t2`.`since_reached_day`,
    `t2`.`since_first_reached_day`,
    `t2`.`since_inbound_day`,
    `t2`.`since_outbound_day`,
    `t2`.`since_informative_day`,
    `t2`.`since_run_day`,
    `t2`.`pauses_so_far`,
    `t2`.`fruitless_run_so_far`,
    `t2`.`longest_pause_365`,
    `t2`.`longest_outbound_365`,
    `t2`.`inbound_365`,
    `t2`.`outbound_365`,
    `t2`.`informative_365`,
    `t2`.`fruitless_365`,
    `t2`.`refused_90`,
    `t2`.`answered_90`,
    `t2`.`answered_365`,
    `t2`.`answer_minutes_90`,
    `t2`.`answer_minutes_365`,
    `t2`.`informative_age_0`,
    `t2`.`informative_age_1`,
    `t2`.`informative_age_2`,
    `t2`.`informative_age_3`,
    `t2`.`informative_age_4`,
    `t2`.`informative_age_5`,
    `t2`.`informative_age_6`,
    `t2`.`informative_age_7`,
    `t2`.`informative_age_8`,
    `t2`.`informative_age_9`,
    `t2`.`informative_age_10`,
    `t2`.`informative_age_11`,
    `t2`.`visit_count_30`,
    `t2`.`visit_count_90`,
    `t2`.`visit_count_before_30`,
    `t2`.`visit_count_before_90`,
    `t2`.`visit_count_since_order`,
    `t2`.`latest_visit_age`,
    `t2`.`oldest_visit_age`,
    `t2`.`manager_rows`,
    `t2`.`manager_names`,
    `t2`.`manager_changed_90`,
    `t2`.`manager_changed_365`,
    `t2`.`latest_manager_change_age`,
    `t2`.`oldest_manager_age`,
    `t2`.`latest_manager_dismissed_age`,
    `t2`.`latest_manager_end_age`,
    `t2`.`managers_in_office`,
    `t2`.`branch`,
    `t2`.`client_kind`,
    `t2`.`client_industry`,
    `t2`.`client_region`,
    `t2`.`client_age`,
    `t2`.`contract_days_left`,
    `t2`.`gap_count`,
    `t2`.`recent_gap_count`,
    `t2`.`order_days_14`,
    `t2`.`order_days_30`,
    `t2`.`order_days_60`,
    `t2`.`order_days_90`,
    `t2`.`order_days_180`,
    `t2`.`order_days_365`,
    `t2`.`quarter_amount`,
    `t2`.`short_count`,
    `t2`.`short_amount`,
    `t3`.`cycle_log`,
    `t3`.`cycle_weight`,
    `t3`.`cycle_log_spread`,
    `t3`.`abc_a_from`,
    `t3`.`abc_b_from`,
    `t3`.`abc_a_from_before`,
    `t3`.`abc_b_from_before`
  FROM `winback_derived` AS `t2`
  CROSS JOIN `winback_population` AS `t3`
) AS `t4`
) AS `step`

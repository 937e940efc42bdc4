package io.coinpanel.model;

/** Named fields, among them those of a condition. */
@FunctionalInterface
public interface ConditionFields {

  ConditionField find(String name);
}

package io.coinpanel.systemtests.faults;

import io.coinpanel.testkit.conditions.Terms;

/** Terms of any condition for a symbol. */
record RuleTerms(String symbol, Terms terms) {}

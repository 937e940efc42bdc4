package io.coinpanel.matching;

/**
 * What the rules of a symbol have in common.
 *
 * @param levels of trades
 * @param rests of rules that carry the trade that is matched
 * @param carriedRests of rules that carry the trade before the one that is matched
 */
record RuleContext(
    Firings firings,
    Levels levels,
    Deadlines<Rule> rests,
    Deadlines<Rule> carriedRests,
    Changes changes,
    Holds holds,
    Bars bars) {}

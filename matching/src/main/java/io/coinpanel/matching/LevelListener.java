package io.coinpanel.matching;

/** What has entries among {@link Levels}. */
interface LevelListener {

  /**
   * The price has crossed one of its entries. Entries must not change before all have been visited.
   *
   * @param previous units of {@link io.coinpanel.model.Price}, as the price
   */
  void crossed(long previous, long price);
}

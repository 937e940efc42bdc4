package io.coinpanel.model;

import java.util.Collection;
import java.util.stream.Collectors;

/** Words in messages for people. */
final class Words {

  private Words() {}

  static String list(Collection<? extends WireEnum> words) {
    return words.stream().map(WireEnum::wireName).collect(Collectors.joining(", "));
  }
}

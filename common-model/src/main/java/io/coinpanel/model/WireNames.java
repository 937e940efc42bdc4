package io.coinpanel.model;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The spellings of an enum's constants, made once, as notifications are full of them. */
final class WireNames {

  private static final ClassValue<WireNames> ALL =
      new ClassValue<>() {
        @Override
        protected WireNames computeValue(Class<?> type) {
          return new WireNames(type);
        }
      };

  private final String[] names;
  private final Map<String, Object> constants = new HashMap<>();

  private WireNames(Class<?> type) {
    Object[] all = type.getEnumConstants();
    names = new String[all.length];
    for (int i = 0; i < all.length; i++) {
      names[i] = ((Enum<?>) all[i]).name().toLowerCase(Locale.ROOT);
      constants.put(names[i], all[i]);
    }
  }

  static WireNames of(Class<?> type) {
    return ALL.get(type);
  }

  String name(int ordinal) {
    return names[ordinal];
  }

  @Nullable Object constant(String name) {
    return constants.get(name);
  }
}

package io.coinpanel.webserver.destination;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The senders that this server has, by kind. */
final class Senders {

  private final Map<DestinationKind, Sender> byKind = new EnumMap<>(DestinationKind.class);

  Senders(Collection<Sender> senders) {
    senders.forEach(sender -> byKind.put(sender.kind(), sender));
  }

  /** In the order in which people are shown them. */
  List<DestinationKind> kinds() {
    return List.copyOf(byKind.keySet());
  }

  /** Of a kind that it has. */
  Sender of(DestinationKind kind) {
    Sender sender = byKind.get(kind);
    if (sender == null) {
      throw new IllegalStateException("nothing is sent to " + kind.wireName() + " here");
    }
    return sender;
  }
}

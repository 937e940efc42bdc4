package io.coinpanel.ingestion.persistence;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.coinpanel.matching.Crossings;
import io.coinpanel.model.Price;
import io.coinpanel.model.WireEnum;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;

/** Writes many crossings to {@code notification} with binary COPY; see the Postgres manual. */
final class NotificationCopy {

  private static final String COPY =
      """
      copy notification (
        subscription_id, revision, owner_id, trade_id, price, previous_price, trade_time, created_at,
        source, direction, level, reference_price, bar_end
      )
      from stdin (format binary)
      """;
  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
  };
  private static final short FIELDS = 13;
  private static final short END = -1;
  private static final int NULL = -1;
  private static final int MAX_ROW = 300;
  // Postgres counts microseconds from the start of the year 2000.
  private static final long EPOCH_MILLIS = 946_684_800_000L;
  private static final int GROUP = 10_000;
  private static final int GROUPS_OF_FRACTION = 2;
  private static final int LEVEL_SCALE = 14;
  private static final int MAX_GROUPS = 7;

  private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
  private final short[] groups = new short[MAX_GROUPS];

  void copy(Crossings crossings, Instant createdAt, CopyManager copies) throws SQLException {
    CopyIn copy = copies.copyIn(COPY);
    try {
      buffer.clear().put(SIGNATURE);
      for (int row = 0; row < crossings.size(); row++) {
        if (buffer.remaining() < MAX_ROW) {
          flush(copy);
        }
        put(crossings, row, createdAt.toEpochMilli());
      }
      buffer.putShort(END);
      flush(copy);
      copy.endCopy();
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  private void put(Crossings crossings, int row, long createdMillis) {
    buffer.putShort(FIELDS);
    put(crossings.subscription(row));
    buffer.putInt(Integer.BYTES).putInt(crossings.revision(row));
    put(crossings.owner(row));
    put(crossings.tradeId(row));
    putPrice(crossings.price(row));
    putPriceOrNull(crossings.previousPrice(row));
    putTime(crossings.tradeTime(row));
    putTime(createdMillis);
    putTerm(crossings.source(row));
    if (crossings.isPlain(row)) {
      buffer.putInt(NULL).putInt(NULL);
    } else {
      putTermOrNull(crossings.direction(row));
      putLevel(crossings.level(row), crossings.levelFraction(row));
    }
    putPriceOrNull(crossings.referencePrice(row));
    putTimeOrNull(crossings.barEnd(row));
  }

  private void flush(CopyIn copy) throws SQLException {
    copy.writeToCopy(buffer.array(), 0, buffer.position());
    buffer.clear();
  }

  private void put(long number) {
    buffer.putInt(Long.BYTES).putLong(number);
  }

  private void putTime(long epochMillis) {
    put((epochMillis - EPOCH_MILLIS) * 1000);
  }

  private void putTimeOrNull(long epochMillis) {
    if (epochMillis == Crossings.NONE) {
      buffer.putInt(NULL);
    } else {
      putTime(epochMillis);
    }
  }

  private void putTermOrNull(@Nullable WireEnum term) {
    if (term == null) {
      buffer.putInt(NULL);
    } else {
      putTerm(term);
    }
  }

  private void putTerm(WireEnum term) {
    byte[] name = term.wireName().getBytes(US_ASCII);
    buffer.putInt(name.length).put(name);
  }

  private void putPriceOrNull(long units) {
    if (units == Crossings.NONE) {
      buffer.putInt(NULL);
    } else {
      putPrice(units);
    }
  }

  private void putLevel(long units, int fraction) {
    if (units == Crossings.NONE || fraction == 0) {
      putPriceOrNull(units);
    } else {
      // Six decimals more, which begin where a group does.
      int rest = fraction * 100;
      groups[0] = (short) (rest % GROUP);
      groups[1] = (short) (rest / GROUP);
      putNumeric(split(units, 2), GROUPS_OF_FRACTION + 2, LEVEL_SCALE);
    }
  }

  private void putPrice(long units) {
    putNumeric(split(units, 0), GROUPS_OF_FRACTION, Price.SCALE);
  }

  /** Adds the groups of a number, the last one first, and returns how many there are then. */
  private int split(long number, int present) {
    int count = present;
    for (long rest = number; rest > 0; rest /= GROUP) {
      groups[count++] = (short) (rest % GROUP);
    }
    return count;
  }

  /** A numeric: groups of four decimal digits, the weight of the first, sign, and decimals. */
  private void putNumeric(int groupCount, int groupsOfFraction, int scale) {
    buffer.putInt(Short.BYTES * (4 + groupCount));
    buffer.putShort((short) groupCount);
    buffer.putShort((short) (groupCount - 1 - groupsOfFraction));
    buffer.putShort((short) 0);
    buffer.putShort((short) scale);
    for (int group = groupCount - 1; group >= 0; group--) {
      buffer.putShort(groups[group]);
    }
  }
}

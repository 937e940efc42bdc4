package io.coinpanel.ingestion.persistence;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.coinpanel.matching.Crossings;
import io.coinpanel.model.Price;
import io.coinpanel.model.Source;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Instant;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;

/** Writes many crossings to {@code notification} with binary COPY; see the Postgres manual. */
final class NotificationCopy {

  private static final String COPY =
      """
      copy notification (
        subscription_id, revision, owner_id, trade_id, price, previous_price, trade_time, created_at,
        source
      )
      from stdin (format binary)
      """;
  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
  };
  private static final short FIELDS = 9;
  private static final short END = -1;
  private static final int MAX_ROW = 200;
  // Postgres counts microseconds from the start of the year 2000.
  private static final long EPOCH_MILLIS = 946_684_800_000L;
  private static final int GROUP = 10_000;
  private static final int GROUPS_OF_FRACTION = 2;
  private static final int MAX_GROUPS = 5;

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
    putPrice(crossings.previousPrice(row));
    putTime(crossings.tradeTime(row));
    putTime(createdMillis);
    putSource(crossings.source(row));
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

  private void putSource(Source source) {
    byte[] term = source.wireName().getBytes(US_ASCII);
    buffer.putInt(term.length).put(term);
  }

  /** A numeric: groups of four decimal digits, the weight of the first, sign, and decimals. */
  private void putPrice(long units) {
    int count = 0;
    for (long rest = units; rest > 0; rest /= GROUP) {
      groups[count++] = (short) (rest % GROUP);
    }
    buffer.putInt(Short.BYTES * (4 + count));
    buffer.putShort((short) count);
    buffer.putShort((short) (count - 1 - GROUPS_OF_FRACTION));
    buffer.putShort((short) 0);
    buffer.putShort((short) Price.SCALE);
    while (count > 0) {
      buffer.putShort(groups[--count]);
    }
  }
}

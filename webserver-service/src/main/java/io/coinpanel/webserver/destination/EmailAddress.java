package io.coinpanel.webserver.destination;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Addresses such as {@code me@example.org}: those that every mail server takes, without names,
 * quotes and comments, so that nothing else can be put into a header.
 */
final class EmailAddress {

  private static final int LONGEST = 254;
  private static final int LONGEST_MAILBOX = 64;
  private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
  private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
  private static final Pattern MAILBOX = Pattern.compile(ATOM + "(?:\\." + ATOM + ")*");
  private static final Pattern DOMAIN = Pattern.compile(LABEL + "(?:\\." + LABEL + ")+");

  private EmailAddress() {}

  /** The address as it is stored; empty if it is none. */
  static Optional<String> parse(String text) {
    String address = text.strip();
    int at = address.lastIndexOf('@');
    if (at < 1 || at > LONGEST_MAILBOX || address.length() > LONGEST) {
      return Optional.empty();
    }
    String mailbox = address.substring(0, at);
    String domain = address.substring(at + 1).toLowerCase(Locale.ROOT);
    return MAILBOX.matcher(mailbox).matches() && DOMAIN.matcher(domain).matches()
        ? Optional.of(mailbox + "@" + domain)
        : Optional.empty();
  }

  /** The same for all addresses that usually are one mailbox: whatever the case or {@code +tag}. */
  static String mailbox(String address) {
    int at = address.lastIndexOf('@');
    int tag = address.indexOf('+');
    String kept = tag > 0 && tag < at ? address.substring(0, tag) : address.substring(0, at);
    return (kept + address.substring(at)).toLowerCase(Locale.ROOT);
  }
}

package io.coinpanel.matching;

/**
 * A subscription that is more than an entry in the threshold index. As a deadline it is the end of
 * its rest: the time before which it must not fire again.
 */
abstract class Rule extends Deadline {

  /** Why it is over. */
  enum Ending {
    NOT,
    FIRED,
    EXPIRED
  }

  final Firings firings;
  private final Deadlines<Rule> rests;
  private final long id;
  private final long owner;
  private final FiringLimits limits;
  private long baseline = Crossings.NONE;
  private Ending ending = Ending.NOT;

  /**
   * @param rests of all rules whose notifications carry the trade that is matched, or of all whose
   *     notifications carry the one before
   */
  Rule(WatchedSubscription subscription, Firings firings, Deadlines<Rule> rests) {
    this.firings = firings;
    this.rests = rests;
    id = subscription.id();
    owner = subscription.owner();
    limits = new FiringLimits(subscription);
  }

  long id() {
    return id;
  }

  long owner() {
    return owner;
  }

  FiringLimits limits() {
    return limits;
  }

  /** The id of the trade that is its baseline. */
  long baseline() {
    return baseline;
  }

  Ending ending() {
    return ending;
  }

  void end(Ending why) {
    ending = why;
  }

  boolean hasBegun() {
    return baseline != Crossings.NONE;
  }

  /** Is evaluated on the trades after one. */
  final void begin(long tradeId, long price) {
    baseline = tradeId;
    startFrom(price);
    rest();
  }

  /** Forgets all that was before its baseline, which has this price. */
  abstract void startFrom(long price);

  /** Stands where it has to for what it waits for; a change of it is complete with this. */
  abstract void settle();

  /** It is no longer evaluated, so that nothing must refer to it. */
  void leave() {
    rests.cancel(this);
  }

  /** Whether the next trade may prove that it fires on the last one. */
  abstract boolean awaitsProof();

  boolean isResting() {
    return isSet();
  }

  /** Begins, moves or ends its rest as its limits say. */
  final void rest() {
    if (!hasBegun()) {
      return;
    }
    long end = limits.restEnd();
    if (end > firings.trade().time) {
      rests.set(this, end);
    } else {
      rests.cancel(this);
    }
    settle();
  }

  // -- over a restart

  /**
   * It has fired on the last trade, as is known from elsewhere.
   *
   * @param counts whether it has to rest for that
   */
  final void hasFired(MatcherStart firing, boolean counts) {
    noteFiring(firing);
    if (counts) {
      limits.fired(firings.trade().time);
    }
    rest();
  }

  /** Remembers what it has to of a firing on the last trade. */
  abstract void noteFiring(MatcherStart firing);

  final void write(StateWriter out) {
    out.number(limits.revision());
    out.number(baseline);
    limits.write(out);
    writeOwn(out);
  }

  /** Continues as it was when it was written, under this or an earlier revision. */
  final void read(StateReader in) throws UnreadableStateException {
    baseline = in.number();
    limits.read(in);
    readOwn(in);
    rest();
  }

  /** The same, but an update has made its earlier firings count for no rest. */
  final void readWithoutFirings(StateReader in) throws UnreadableStateException {
    read(in);
    limits.fired(FiringLimits.NEVER);
    rest();
  }

  /** Writes what it remembers beside baseline and limits. */
  abstract void writeOwn(StateWriter out);

  abstract void readOwn(StateReader in) throws UnreadableStateException;
}

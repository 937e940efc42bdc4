/** What the watch does when connections come and go. */
@NullMarked
package io.coinpanel.systemtests.watch;

import org.jspecify.annotations.NullMarked;

/** What the watch does when connections come and go. */
@NullMarked
package io.coinpanel.standalone.watch;

import org.jspecify.annotations.NullMarked;

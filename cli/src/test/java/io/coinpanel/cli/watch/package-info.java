/** What the watch shows. */
@NullMarked
package io.coinpanel.cli.watch;

import org.jspecify.annotations.NullMarked;

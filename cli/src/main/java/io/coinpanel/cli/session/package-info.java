/** What a watch remembers of itself, in files of the user's. */
@NullMarked
package io.coinpanel.cli.session;

import org.jspecify.annotations.NullMarked;

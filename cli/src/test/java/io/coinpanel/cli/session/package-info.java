/** What is remembered, for whom, and until when. */
@NullMarked
package io.coinpanel.cli.session;

import org.jspecify.annotations.NullMarked;

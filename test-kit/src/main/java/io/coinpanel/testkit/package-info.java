/** What the tests of all modules share. It knows nothing of the services. */
@NullMarked
package io.coinpanel.testkit;

import org.jspecify.annotations.NullMarked;

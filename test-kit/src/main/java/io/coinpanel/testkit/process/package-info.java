/** Programs in processes of their own: started, killed, frozen. */
@NullMarked
package io.coinpanel.testkit.process;

import org.jspecify.annotations.NullMarked;

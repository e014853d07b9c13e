package org.pluspeer.node.approval;

import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.key.Signer;

/** Who signs for which account. Keys stay behind it. */
public interface Signers {

    /** The account that trades. */
    Address main();

    /** @throws ProblemException LOCKED; NOT_FOUND for an account that is not ours, or whose key is not here */
    Signer of(Address account);

    /** One account, its key always at hand. */
    static Signers only(Signer signer) {
        return new Signers() {
            @Override
            public Address main() {
                return signer.address();
            }

            @Override
            public Signer of(Address account) {
                if (!account.equals(signer.address())) {
                    throw new ProblemException(Problem.Code.NOT_FOUND, account + " is no account of this wallet");
                }
                return signer;
            }
        };
    }
}

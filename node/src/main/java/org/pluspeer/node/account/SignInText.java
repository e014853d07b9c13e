package org.pluspeer.node.account;

import java.util.ArrayList;
import java.util.List;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.approval.Approval;
import org.pluspeer.wallet.eth.MalformedException;
import org.pluspeer.wallet.eth.Siwe;

/** A sign-in somewhere else, as a person is shown it. */
record SignInText(Siwe siwe) {
    /** @throws ProblemException BAD_REQUEST with what is wrong */
    static SignInText read(String text) {
        try {
            return new SignInText(Siwe.parse(text));
        } catch (MalformedException e) {
            throw new ProblemException(Problem.Code.BAD_REQUEST, String.valueOf(e.getMessage()), e);
        }
    }

    String title() {
        return "Sign in to " + siwe.domain();
    }

    List<Approval.Line> lines() {
        List<Approval.Line> lines = new ArrayList<>();
        lines.add(new Approval.Line("Where", siwe.domain()));
        lines.add(new Approval.Line("As", siwe.address().checksummed()));
        siwe.statement().ifPresent(text -> lines.add(new Approval.Line("It says", text)));
        lines.add(new Approval.Line("Address", siwe.uri()));
        lines.add(new Approval.Line("Chain", String.valueOf(siwe.chainId())));
        lines.add(new Approval.Line("Nonce", siwe.nonce()));
        lines.add(new Approval.Line("Made", siwe.issuedAt()));
        siwe.notBefore().ifPresent(time -> lines.add(new Approval.Line("Holds from", time)));
        siwe.expirationTime().ifPresent(time -> lines.add(new Approval.Line("Holds until", time)));
        siwe.requestId().ifPresent(id -> lines.add(new Approval.Line("Request", id)));
        siwe.resources().forEach(resource -> lines.add(new Approval.Line("Resource", resource)));
        return lines;
    }
}

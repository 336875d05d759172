package dev.logway.api.http;

import dev.logway.api.log.AccessSamples;
import dev.logway.api.log.CommandLog;
import dev.logway.api.log.ConfigTopics;
import dev.logway.api.log.History;
import dev.logway.api.log.PastImages;
import dev.logway.api.log.Readiness;
import dev.logway.api.state.Fleet;
import dev.logway.api.state.Images;
import dev.logway.api.state.Outcomes;
import dev.logway.secret.SecretCipher;

/** What the HTTP surface stands on: where commands go, and what comes back. */
public record ControlPlane(
        CommandLog log,
        ConfigTopics topics,
        History history,
        PastImages past,
        AccessSamples access,
        Outcomes outcomes,
        Images images,
        Fleet fleet,
        Readiness readiness,
        SecretCipher cipher) {}

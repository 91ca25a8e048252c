using System.Text.Json.Serialization;

namespace BackOffice.Documents.Domain;

/// <summary>Why a document was set aside: the closed list.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<QuarantineReason>))]
public enum QuarantineReason
{
    Empty,
    TooLarge,

    /// <summary>Not well-formed, truncated or not what its first bytes promise.</summary>
    Broken,
    Encrypted,
    WrongExtension,

    /// <summary>Grows beyond the limit when unpacked.</summary>
    Bomb,

    /// <summary>Declares entities that grow.</summary>
    EntityExpansion,

    /// <summary>Refers to something outside of itself.</summary>
    ExternalEntity,

    /// <summary>Has a document type declaration, even a harmless one.</summary>
    DocumentType,
    UnknownType,
    BrokenSignature,
    TooDeep,

    /// <summary>More elements, parts or envelopes than the limit.</summary>
    TooComplex,
    NotAllowedArchive,

    /// <summary>Dropped where no company is known.</summary>
    UnknownTenant,

    /// <summary>Something failed on our side, again and again.</summary>
    ExaminationFailed,
}

/// <summary>A refusal, with a sentence for the person who decides; it never quotes the document.</summary>
public sealed record Quarantine(QuarantineReason Reason, string Text)
{
    /// <summary>Why an examined document is set aside, or null: what is wrong with its content goes before an unknown tenant.</summary>
    public static Quarantine? Of(Examination examination, bool tenantIsKnown)
        => examination.Quarantine ?? (tenantIsKnown ? null : For(QuarantineReason.UnknownTenant));

    /// <summary>The refusal with its usual sentence.</summary>
    public static Quarantine For(QuarantineReason reason) => new(reason, Sentence(reason));

    private static string Sentence(QuarantineReason reason) => reason switch
    {
        QuarantineReason.Empty => "The file is empty.",
        QuarantineReason.TooLarge => "The file is larger than documents may be.",
        QuarantineReason.Broken => "The file is damaged or incomplete; ask the sender for it again.",
        QuarantineReason.Encrypted => "The file is protected by a password; ask the sender for an open copy.",
        QuarantineReason.WrongExtension => "The file is not what the end of its name says.",
        QuarantineReason.Bomb => "The file unpacks to far more than documents may hold.",
        QuarantineReason.EntityExpansion => "The XML declares entities, which documents may not do.",
        QuarantineReason.ExternalEntity => "The XML refers to files outside of itself, which documents may not do.",
        QuarantineReason.DocumentType => "The XML has a document type declaration, which documents may not have.",
        QuarantineReason.UnknownType => "The type of the file is not known or not accepted.",
        QuarantineReason.BrokenSignature => "The signature does not match the document, or the signed envelope is damaged.",
        QuarantineReason.TooDeep => "The XML is nested deeper than documents may be.",
        QuarantineReason.TooComplex => "The file has more parts than documents may have.",
        QuarantineReason.NotAllowedArchive => "The file is an archive; send its documents one by one.",
        QuarantineReason.UnknownTenant => "The folder names no company that is known here; add the company, then release.",
        QuarantineReason.ExaminationFailed => "The file could not be examined; release it to try again.",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "Not a reason."),
    };
}

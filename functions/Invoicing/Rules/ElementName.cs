using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Rules;

/// <summary>The name of an element as rules write it: <c>cbc:ID</c>; <c>cbc:*Amount</c> is every name that ends so.</summary>
internal readonly record struct ElementName(Vocabulary Vocabulary, string Name, bool IsEnding)
{
    public static ElementName Of(string written)
    {
        var colon = written.IndexOf(':', StringComparison.Ordinal);
        var name = written[(colon + 1)..];
        return new(VocabularyOf(written[..colon]), name.TrimStart('*'), name.StartsWith('*'));
    }

    public bool Fits(RawNode node)
        => node.Vocabulary == Vocabulary && (IsEnding ? node.Name.EndsWith(Name, StringComparison.Ordinal) : node.Name == Name);

    private static Vocabulary VocabularyOf(string prefix) => prefix switch
    {
        "cac" => Vocabulary.UblAggregate,
        "cbc" => Vocabulary.UblBasic,
        "ext" => Vocabulary.UblExtension,
        "rsm" => Vocabulary.CiiRoot,
        "ram" => Vocabulary.CiiAggregate,
        "udt" => Vocabulary.CiiUnqualified,
        "qdt" => Vocabulary.CiiQualified,
        _ => throw new ArgumentException($"'{prefix}' is no prefix of a vocabulary.", nameof(prefix)),
    };
}

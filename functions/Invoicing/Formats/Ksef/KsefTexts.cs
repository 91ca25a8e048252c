namespace BackOffice.Invoicing.Formats.Ksef;

/// <summary>How texts of one name are kept.</summary>
internal sealed record KsefTexts
{
    public static KsefTexts Words { get; } = new();

    public int Most { get; init; } = 256;

    public int MostTexts { get; init; } = 1000;

    public bool KeepsLines { get; init; }

    public bool MayBeEmpty { get; init; }

    public string Fit(string text) => KeepsLines ? KsefSink.FitLines(text, Most) : KsefSink.Fit(text, Most);
}

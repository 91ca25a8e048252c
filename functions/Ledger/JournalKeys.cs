using System.Globalization;

namespace BackOffice.Ledger;

/// <summary>
/// The keys of a tenant's journal: one partition, so that an entry, its number and the mark that its id is taken are one
/// transaction, and an id is taken once whatever the year.
/// </summary>
internal static class JournalKeys
{
    public const string Table = "Ledger";

    public const string Entries = "entry|";

    public static string Partition(string tenant) => $"{tenant}|journal";

    public static string Series(int year) => string.Create(CultureInfo.InvariantCulture, $"JOURNAL|{year:D4}");

    public static string EntryPrefix(int year) => string.Create(CultureInfo.InvariantCulture, $"{Entries}{year:D4}|");

    public static string Entry(int year, long number) => EntryPrefix(year) + number.ToString("D9", CultureInfo.InvariantCulture);

    public static string Id(string id) => $"entry|{id}";

    /// <summary>Lines that found no room in the row of their entry. The digest keeps another content's lines apart, which was never posted.</summary>
    public static string LinesPrefix(string id, string digest) => $"lines|{id}|{digest[..16]}|";

    public static string Lines(string id, string digest, int chunk) => LinesPrefix(id, digest) + chunk.ToString("D5", CultureInfo.InvariantCulture);
}

using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.Formats.Ksef;

/// <summary>Zalacznik: facts, texts and tables.</summary>
internal static class KsefAttachments
{
    private static readonly KsefTexts Cells = new() { MostTexts = 20, MayBeEmpty = true };

    private static readonly KsefMap<PolishColumn> Column = new KsefMap<PolishColumn>()
        .Add(new(ReadColumn, WriteColumn));

    private static readonly KsefMap<PolishTable> Table = new KsefMap<PolishTable>()
        .Many("TMetaDane", table => table.Facts, (table, facts) => table with { Facts = facts }, Fact("TKlucz", "TWartosc"))
        .Text("Opis", table => table.Description, (table, text) => table with { Description = text }, 512)
        .Wrapper("TNaglowek", new KsefMap<PolishTable>().Many("Kol", table => table.Columns.Take(20), (table, columns) => table with { Columns = columns }, Column))
        .Require(table => table.Columns.Count > 0 && table.Rows.Count > 0, "Tabela", "Columns and rows of a table.")
        .Many("Wiersz", table => table.Rows, (table, rows) => table with { Rows = rows }, Row("WKom"))
        .Group("Suma", table => table.Totals, (table, totals) => table with { Totals = totals }, Row("SKom"));

    public static KsefMap<PolishAttachmentBlock> Block { get; } = new KsefMap<PolishAttachmentBlock>()
        .Text("ZNaglowek", block => block.Heading, (block, text) => block with { Heading = text }, 512)
        .Many("MetaDane", block => block.Facts, (block, facts) => block with { Facts = facts }, Fact("ZKlucz", "ZWartosc"))
        .Require(block => block.Facts.Count > 0, "MetaDane", "A fact about each block of the attachment.")
        .Wrapper("Tekst", new KsefMap<PolishAttachmentBlock>()
            .Texts("Akapit", block => block.Paragraphs, (block, texts) => block with { Paragraphs = texts }, new KsefTexts { Most = 512, MostTexts = 10 }))
        .Many("Tabela", block => block.Tables, (block, tables) => block with { Tables = tables }, Table);

    private static KsefMap<PolishKeyValue> Fact(string key, string value) => new KsefMap<PolishKeyValue>()
        .Text(key, fact => fact.Key, (fact, text) => fact with { Key = text }, 256, "The name of a fact of the attachment.")
        .Text(value, fact => fact.Value, (fact, text) => fact with { Value = text }, 256, "The value of a fact of the attachment.");

    private static KsefMap<PolishRow> Row(string cell) => new KsefMap<PolishRow>().Texts(cell, row => row.Cells, (row, cells) => row with { Cells = cells }, Cells);

    private static PolishColumn ReadColumn(RawNode node, PolishColumn column, NodeReading reading)
    {
        var type = node.Attribute("Typ") is { } text && KsefMarks.IsColumnType(text) ? reading.Attribute(node, "Typ") : null;
        var name = reading.Text(node.Element("NKom"));
        return type is null && name is null ? column : new PolishColumn { Name = name ?? "", Type = type ?? "" };
    }

    private static void WriteColumn(PolishColumn column, KsefSink sink)
    {
        if (KsefMarks.IsColumnType(column.Type))
        {
            sink.Attribute("Typ", column.Type);
        }
        else
        {
            sink.Note("Typ", "What a column of the attachment holds: date, datetime, dec, int, time or txt.");
        }

        sink.Write("NKom", KsefSink.Fit(column.Name, 256));
    }
}

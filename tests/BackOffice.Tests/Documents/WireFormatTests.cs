using System.Text;
using System.Text.Json;
using BackOffice.Documents.Domain;

namespace BackOffice.Tests.Documents;

public sealed class WireFormatTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    [Fact]
    public void An_examination_is_stored_in_this_form()
    {
        Examination seen = DocumentExaminer.Examine(Samples.Read("cii-invoice.xml"), "cii-invoice.xml", ExaminationLimits.Default);

        string json = JsonSerializer.Serialize(seen, Indented);

        Assert.Equal(Encoding.UTF8.GetString(Samples.Read("examination.json")).TrimEnd(), json);
    }

    [Fact]
    public void A_stored_examination_reads_back_as_it_was()
    {
        foreach (string name in Samples.Invoices)
        {
            Examination seen = DocumentExaminer.Examine(Samples.Read(name), name, ExaminationLimits.Default);
            string json = JsonSerializer.Serialize(seen);

            Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize<Examination>(json)));
        }
    }

    [Fact]
    public void A_refusal_is_stored_by_name()
    {
        string json = JsonSerializer.Serialize(DocumentExaminer.Examine(default, "a", ExaminationLimits.Default));

        Assert.Contains("\"Reason\":\"Empty\"", json, StringComparison.Ordinal);
        Assert.Contains("\"Destination\":\"other\"", json, StringComparison.Ordinal);
    }
}

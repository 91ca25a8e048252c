using System.Text;
using BackOffice.Invoicing.Formats;
using BackOffice.Invoicing.Rules;

namespace BackOffice.Invoicing;

/// <summary>Schemas as somebody may put them into the folder; the official ones are tried where the corpus is.</summary>
public sealed class SchemaSetsTests
{
    private const string Invoice = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2";
    private const string FatturaPa = "http://ivaservizi.agenziaentrate.gov.it/docs/xsd/fatture/v1.2";

    [Fact]
    public void A_schema_is_known_by_its_namespace_and_refuses_without_changing_the_verdict_of_UBL()
    {
        var verdict = Judge("ubl-invoice.xml", null, ("a/b/whatever.xsd", Schema(Invoice, "Invoice", "xs:int")));

        Assert.Equal((false, EInvoiceResult.Pass), (verdict.XsdValid, verdict.Verdict));
        Assert.NotEmpty(verdict.SchemaFaults);
        Assert.DoesNotContain(verdict.Findings, finding => finding.Severity == Severity.Fatal);
    }

    [Fact]
    public void What_the_schema_of_FatturaPA_refuses_fails()
    {
        var refused = Judge("fatturapa-everything.xml", null, ("x.xsd", Schema(FatturaPa, "FatturaElettronica", "xs:int")));
        var taken = Judge("fatturapa-everything.xml", null, ("x.xsd", Schema(FatturaPa, "FatturaElettronica", "xs:anyType")));

        Assert.Equal((false, EInvoiceResult.Fail), (refused.XsdValid, refused.Verdict));
        Assert.Equal((true, EInvoiceResult.Pass), (taken.XsdValid, taken.Verdict));
        Assert.InRange(refused.SchemaFaults.Count, 1, 20);
    }

    [Fact]
    public void Without_a_schema_for_the_format_there_is_no_verdict_of_one()
    {
        var verdict = Judge("cii-invoice.xml", null, ("x.xsd", Schema(Invoice, "Invoice", "xs:int")), ("readme.xsd", "no schema"u8.ToArray()));

        Assert.Null(verdict.XsdValid);
        Assert.Empty(verdict.SchemaFaults);
    }

    [Fact]
    public void A_schema_that_cannot_be_used_is_told_and_judges_nothing()
    {
        var verdict = Judge("ubl-invoice.xml", null, ("x.xsd", Schema(Invoice, "Invoice", "xs:noSuchType")));

        Assert.Null(verdict.XsdValid);
        Assert.Equal(EInvoiceResult.Pass, verdict.Verdict);
        Assert.Contains("x.xsd cannot be used", Assert.Single(verdict.SchemaFaults).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void KSeF_has_schemas_of_its_own_for_UBL()
    {
        (string, byte[])[] files = [("PEF/Schemat_PEF(3).xsd", Schema(Invoice, "Invoice", "xs:int")), ("ubl/UBL-Invoice-2.1.xsd", Schema(Invoice, "Invoice", "xs:anyType"))];

        Assert.True(Judge("ubl-invoice.xml", Profile.En16931, files).XsdValid);
        Assert.Equal((false, EInvoiceResult.Fail), (Judge("ubl-invoice.xml", Profile.Ksef, files).XsdValid, Judge("ubl-invoice.xml", Profile.Ksef, files).Verdict));
    }

    [Fact]
    public void The_schema_of_signatures_may_have_the_name_that_the_W3C_gives_it()
    {
        var importing = Encoding.UTF8.GetBytes($"<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" targetNamespace=\"{FatturaPa}\"><xs:import namespace=\"http://www.w3.org/2000/09/xmldsig#\" schemaLocation=\"http://www.w3.org/TR/2002/REC-xmldsig-core-20020212/xmldsig-core-schema.xsd\"/><xs:element name=\"FatturaElettronica\" type=\"ds:any\"/></xs:schema>");
        var signatures = Encoding.UTF8.GetBytes("<!DOCTYPE schema [<!ENTITY a \"b\">]><xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" targetNamespace=\"http://www.w3.org/2000/09/xmldsig#\"><xs:complexType name=\"any\" mixed=\"true\"><xs:sequence><xs:any minOccurs=\"0\" maxOccurs=\"unbounded\" processContents=\"skip\"/></xs:sequence><xs:anyAttribute processContents=\"skip\"/></xs:complexType></xs:schema>");

        Assert.All(["xmldsig-core-schema.xsd", "xmldsig-core.xsd"], name => Assert.True(Judge("fatturapa-everything.xml", null, ("f/Schema_VFPR12_v1.2.3.xsd", importing), ($"w3c/{name}", signatures)).XsdValid, name));
    }

    [Fact]
    public void A_folder_is_read_with_the_folders_below_it()
    {
        var folder = Directory.CreateTempSubdirectory("schemas-");
        try
        {
            Directory.CreateDirectory(Path.Combine(folder.FullName, "ubl", "maindoc"));
            File.WriteAllBytes(Path.Combine(folder.FullName, "ubl", "maindoc", "a.xsd"), [1]);
            File.WriteAllBytes(Path.Combine(folder.FullName, "readme.txt"), [2]);

            Assert.Equal(["ubl/maindoc/a.xsd"], SchemaFolder.Read(folder.FullName).Keys);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static EInvoiceVerdict Judge(string sample, Profile? profile, params (string Path, byte[] Content)[] files)
    {
        var schemas = new SchemaSets(() => files.ToDictionary(file => file.Path, file => (ReadOnlyMemory<byte>)file.Content, StringComparer.Ordinal));
        return new EInvoices(schemas, RawLimits.Default).Judge(InvoicingSamples.Read(sample), profile);
    }

    private static byte[] Schema(string @namespace, string root, string type)
        => Encoding.UTF8.GetBytes($"<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" targetNamespace=\"{@namespace}\"><xs:element name=\"{root}\" type=\"{type}\"/></xs:schema>");
}

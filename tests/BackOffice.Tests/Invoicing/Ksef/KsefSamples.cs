using System.Text;
using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Ksef;

/// <summary>Small documents of KSeF written for these tests.</summary>
internal static class KsefSamples
{
    /// <summary>Two lines, one of them exempt; a factor, a part paid, an account that checks.</summary>
    public const string Fa3 = """
        <?xml version="1.0" encoding="UTF-8"?>
        <Faktura xmlns="http://crd.gov.pl/wzor/2025/06/25/13775/">
          <Naglowek>
            <KodFormularza kodSystemowy="FA (3)" wersjaSchemy="1-0E">FA</KodFormularza>
            <WariantFormularza>3</WariantFormularza>
            <DataWytworzeniaFa>2026-03-02T08:15:00Z</DataWytworzeniaFa>
          </Naglowek>
          <Podmiot1>
            <DaneIdentyfikacyjne><NIP>5265877635</NIP><Nazwa>Młyn Wodny sp. z o.o.</Nazwa></DaneIdentyfikacyjne>
            <Adres><KodKraju>PL</KodKraju><AdresL1>ul. Rzeczna 4</AdresL1><AdresL2>61-001 Poznań</AdresL2></Adres>
          </Podmiot1>
          <Podmiot2>
            <DaneIdentyfikacyjne><NIP>1111111111</NIP><Nazwa>Piekarnia Kłos</Nazwa></DaneIdentyfikacyjne>
            <Adres><KodKraju>PL</KodKraju><AdresL1>ul. Chlebowa 1</AdresL1><AdresL2>00-950 Warszawa</AdresL2></Adres>
            <JST>2</JST>
            <GV>2</GV>
          </Podmiot2>
          <Podmiot3>
            <DaneIdentyfikacyjne><NIP>9999999999</NIP><Nazwa>Faktor SA</Nazwa></DaneIdentyfikacyjne>
            <Rola>1</Rola>
          </Podmiot3>
          <Fa>
            <KodWaluty>PLN</KodWaluty>
            <P_1>2026-03-02</P_1>
            <P_2>FV/17/2026</P_2>
            <OkresFa><P_6_Od>2026-02-01</P_6_Od><P_6_Do>2026-02-28</P_6_Do></OkresFa>
            <P_13_3>1000.00</P_13_3>
            <P_14_3>50.00</P_14_3>
            <P_13_7>200.00</P_13_7>
            <P_15>1250.00</P_15>
            <Adnotacje>
              <P_16>2</P_16>
              <P_17>2</P_17>
              <P_18>2</P_18>
              <P_18A>2</P_18A>
              <Zwolnienie><P_19>1</P_19><P_19A>art. 43 ust. 1 pkt 2</P_19A></Zwolnienie>
              <NoweSrodkiTransportu><P_22N>1</P_22N></NoweSrodkiTransportu>
              <P_23>2</P_23>
              <PMarzy><P_PMarzyN>1</P_PMarzyN></PMarzy>
            </Adnotacje>
            <RodzajFaktury>VAT</RodzajFaktury>
            <FaWiersz>
              <NrWierszaFa>1</NrWierszaFa>
              <P_7>Mąka pszenna</P_7>
              <P_8A>kg</P_8A>
              <P_8B>500</P_8B>
              <P_9A>2.20</P_9A>
              <P_10>100</P_10>
              <P_11>1000.00</P_11>
              <P_12>5</P_12>
            </FaWiersz>
            <FaWiersz>
              <NrWierszaFa>2</NrWierszaFa>
              <P_7>Waga używana</P_7>
              <P_8A>szt.</P_8A>
              <P_8B>4</P_8B>
              <P_9A>60</P_9A>
              <P_10>10</P_10>
              <P_11>200.00</P_11>
              <P_12>zw</P_12>
            </FaWiersz>
            <Rozliczenie>
              <Odliczenia><Kwota>50</Kwota><Powod>zwrot opakowań</Powod></Odliczenia>
              <SumaOdliczen>50</SumaOdliczen>
              <DoZaplaty>1200.00</DoZaplaty>
            </Rozliczenie>
            <Platnosc>
              <TerminPlatnosci><Termin>2026-03-16</Termin></TerminPlatnosci>
              <FormaPlatnosci>6</FormaPlatnosci>
              <RachunekBankowy><NrRB>61109010140000071219812874</NrRB></RachunekBankowy>
            </Platnosc>
          </Fa>
        </Faktura>
        """;

    /// <summary>FA(2), with the payment term that FA(3) no longer has as a text.</summary>
    public static readonly string Fa2 = Fa3
        .Replace("2025/06/25/13775", "2023/06/29/12648", StringComparison.Ordinal)
        .Replace("FA (3)", "FA (2)", StringComparison.Ordinal)
        .Replace("<WariantFormularza>3<", "<WariantFormularza>2<", StringComparison.Ordinal)
        .Replace("<JST>2</JST>", "", StringComparison.Ordinal)
        .Replace("<GV>2</GV>", "", StringComparison.Ordinal)
        .Replace("<Termin>2026-03-16</Termin>", "<Termin>2026-03-16</Termin><TerminOpis>14 dni od dostawy</TerminOpis>", StringComparison.Ordinal);

    public const string Receipt = """
        <?xml version="1.0" encoding="utf-8"?>
        <Potwierdzenie xmlns="http://upo.schematy.mf.gov.pl/KSeF/v4-3">
          <NazwaPodmiotuPrzyjmujacego>Ministerstwo Finansów</NazwaPodmiotuPrzyjmujacego>
          <NumerReferencyjnySesji>20260302-SO-1ECDD12000-5EE71AE5E3-B7</NumerReferencyjnySesji>
          <Uwierzytelnienie>
            <IdKontekstu><Nip>5265877635</Nip></IdKontekstu>
            <NumerReferencyjnyTokenaKSeF>20260302-EC-1ECDD12000-5EE71AE5E3-B7</NumerReferencyjnyTokenaKSeF>
          </Uwierzytelnienie>
          <OpisPotwierdzenia>
            <Strona>1</Strona><LiczbaStron>2</LiczbaStron>
            <ZakresDokumentowOd>1</ZakresDokumentowOd><ZakresDokumentowDo>3</ZakresDokumentowDo>
            <CalkowitaLiczbaDokumentow>4</CalkowitaLiczbaDokumentow>
          </OpisPotwierdzenia>
          <NazwaStrukturyLogicznej>schemat_FA(3)_v1-0E.xsd</NazwaStrukturyLogicznej>
          <KodFormularza>FA (3)</KodFormularza>
          <Dokument>
            <NipSprzedawcy>5265877635</NipSprzedawcy>
            <NumerKSeFDokumentu>5265877635-20250826-0100001AF629-AF</NumerKSeFDokumentu>
            <NumerFaktury>FV/17/2026</NumerFaktury>
            <DataWystawieniaFaktury>2026-03-02</DataWystawieniaFaktury>
            <DataPrzeslaniaDokumentu>2026-03-02T09:20:00.5+01:00</DataPrzeslaniaDokumentu>
            <DataNadaniaNumeruKSeF>2026-03-02T08:20:01Z</DataNadaniaNumeruKSeF>
            <SkrotDokumentu>ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=</SkrotDokumentu>
            <TrybWysylki>Offline</TrybWysylki>
          </Dokument>
        </Potwierdzenie>
        """;

    public static byte[] Bytes(string document) => Encoding.UTF8.GetBytes(document);

    public static RawNode Root(string document)
        => RawDocument.Read(Bytes(document), RawLimits.Default) is { Root: { } root } ? root : throw new ArgumentException("Not XML.", nameof(document));
}

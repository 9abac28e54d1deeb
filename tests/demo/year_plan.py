"""The text of the demonstration province's plan for one year."""

NUMBER = "12/KH-UBND"
DATE = "Lam Vân, ngày 30 tháng 01 năm 2026"
SUBJECT = "Công tác thông tin đối ngoại tỉnh Lam Vân năm 2026"

BODY = """
Căn cứ Nghị định số 72/2015/NĐ-CP ngày 07 tháng 9 năm 2015 của Chính phủ về quản lý hoạt động thông tin đối ngoại;
Căn cứ Thông tư số 22/2016/TT-BTTTT ngày 19 tháng 10 năm 2016 của Bộ Thông tin và Truyền thông hướng dẫn việc quản lý hoạt động thông tin đối ngoại của các tỉnh, thành phố trực thuộc Trung ương;
Căn cứ Nghị quyết số 47/NQ-CP ngày 15 tháng 4 năm 2024 của Chính phủ ban hành Chương trình hành động thực hiện Kết luận số 57-KL/TW ngày 15 tháng 6 năm 2023 của Bộ Chính trị;
Căn cứ Quyết định số 173/QĐ-TTg ngày 27 tháng 01 năm 2026 của Thủ tướng Chính phủ phê duyệt Chiến lược thông tin đối ngoại giai đoạn 2026 - 2030, tầm nhìn đến năm 2045;
Theo đề nghị của Sở Văn hóa, Thể thao và Du lịch tại Tờ trình số 08/TTr-SVHTTDL ngày 28 tháng 01 năm 2026.
Ủy ban nhân dân tỉnh ban hành Kế hoạch công tác thông tin đối ngoại tỉnh Lam Vân năm 2026 như sau:
# I. MỤC ĐÍCH, YÊU CẦU
# 1. Mục đích
a) Cung cấp thông tin chính thức, kịp thời về tình hình chính trị, kinh tế, văn hóa, xã hội của tỉnh tới bạn bè quốc tế và cộng đồng người Việt Nam ở nước ngoài.
b) Quảng bá tiềm năng, thế mạnh, môi trường đầu tư và điểm đến du lịch của tỉnh; góp phần hoàn thành các chỉ tiêu phát triển kinh tế - xã hội năm 2026.
# 2. Yêu cầu
a) Các hoạt động có trọng tâm, trọng điểm, tiết kiệm; phân công rõ cơ quan chủ trì, cơ quan phối hợp, thời gian và sản phẩm.
b) Nội dung thông tin bảo đảm chính xác, tuân thủ quy định về bảo vệ bí mật nhà nước và bảo vệ dữ liệu cá nhân.
c) Tăng cường ứng dụng công nghệ số, sử dụng ngôn ngữ phù hợp với từng địa bàn, đối tượng.
# II. NỘI DUNG TRỌNG TÂM
1. Hoàn thiện cơ chế phối hợp, phân công đầu mối thông tin đối ngoại tại các sở, ban, ngành và Ủy ban nhân dân các xã, phường.
2. Bồi dưỡng kiến thức, kỹ năng thông tin đối ngoại, kỹ năng phát ngôn cho cán bộ, công chức.
3. Sản xuất, phổ biến ấn phẩm và sản phẩm nghe nhìn giới thiệu tỉnh bằng tiếng nước ngoài.
4. Theo dõi thông tin báo chí nước ngoài; giải thích, làm rõ thông tin sai lệch về tỉnh.
5. Thông tin với các địa phương nước bạn Lào và tại Cửa khẩu Đèo Mây.
(Nhiệm vụ cụ thể tại Phụ lục kèm theo)
# III. KINH PHÍ THỰC HIỆN
Kinh phí thực hiện Kế hoạch được bảo đảm từ ngân sách nhà nước giao trong dự toán năm 2026 của các cơ quan, đơn vị, địa phương và các nguồn hợp pháp khác.
# IV. TỔ CHỨC THỰC HIỆN
# 1. Sở Văn hóa, Thể thao và Du lịch
a) Chủ trì, phối hợp với các cơ quan, đơn vị liên quan triển khai Kế hoạch; hướng dẫn nội dung thông tin theo từng quý.
b) Tổng hợp, báo cáo Ủy ban nhân dân tỉnh và Bộ Văn hóa, Thể thao và Du lịch kết quả thực hiện trước ngày 30/11/2026.
# 2. Sở Ngoại vụ
Tham mưu Ủy ban nhân dân tỉnh về hoạt động báo chí nước ngoài tại tỉnh; cung cấp thông tin về các đoàn ra, đoàn vào phục vụ công tác thông tin đối ngoại.
# 3. Sở Tài chính
Thẩm định dự toán, hướng dẫn việc sử dụng và quyết toán kinh phí theo quy định.
# 4. Công an tỉnh
Phối hợp với Sở Văn hóa, Thể thao và Du lịch theo dõi, xử lý thông tin xuyên tạc, sai sự thật về tỉnh trên không gian mạng.
# 5. Đề nghị Ban Tuyên giáo và Dân vận Tỉnh ủy
Định hướng nội dung tuyên truyền đối ngoại; chỉ đạo cơ quan báo chí của tỉnh thực hiện Kế hoạch.
# 6. Các sở, ban, ngành; Ủy ban nhân dân các xã, phường
Phân công 01 lãnh đạo phụ trách và 01 công chức làm đầu mối, gửi danh sách về Sở Văn hóa, Thể thao và Du lịch trước ngày 28/02/2026.
Trên đây là Kế hoạch công tác thông tin đối ngoại tỉnh Lam Vân năm 2026. Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, các cơ quan, đơn vị, địa phương phản ánh về Sở Văn hóa, Thể thao và Du lịch để tổng hợp, báo cáo Ủy ban nhân dân tỉnh xem xét, quyết định./.
"""  # noqa: E501

RECIPIENTS = [
    "Bộ Văn hóa, Thể thao và Du lịch (báo cáo);",
    "Thường trực Tỉnh ủy (báo cáo);",
    "Thường trực HĐND tỉnh (báo cáo);",
    "Chủ tịch, các Phó Chủ tịch UBND tỉnh;",
    "Ban Tuyên giáo và Dân vận Tỉnh ủy;",
    "Các sở, ban, ngành;",
    "UBND các xã, phường;",
    "Lưu: VT, VX.",
]

APPENDIX_SUBJECT = "NHIỆM VỤ THÔNG TIN ĐỐI NGOẠI NĂM 2026"
APPENDIX_GOES_WITH = "(Kèm theo Kế hoạch số 12/KH-UBND ngày 30 tháng 01 năm 2026 của Ủy ban nhân dân tỉnh Lam Vân)"
COLUMNS = [
    ("TT", 1.2),
    ("Nội dung nhiệm vụ", 9.8),
    ("Cơ quan chủ trì", 4.2),
    ("Cơ quan phối hợp", 4.6),
    ("Thời gian thực hiện", 3.0),
    ("Ghi chú", 2.2),
]

# Left as an office would leave them: 8 is missing in the numbering, one time is not written, some partners are open.
ROWS = [
    ("I", "CÔNG TÁC CHỈ ĐẠO, BỒI DƯỠNG"),
    (
        "1",
        "Ban hành quy chế phối hợp cung cấp thông tin đối ngoại giữa các cơ quan của tỉnh.",
        "Sở Văn hóa, Thể thao và Du lịch",
        "Sở Ngoại vụ; Công an tỉnh",
        "Quý I/2026",
        "",
    ),
    (
        "2",
        "Tổ chức 02 lớp tập huấn nghiệp vụ thông tin đối ngoại cho đầu mối của các sở, ngành, xã, phường.",
        "Sở Văn hóa, Thể thao và Du lịch",
        "Sở Nội vụ; Ủy ban nhân dân các xã, phường",
        "Quý II, Quý III/2026",
        "",
    ),
    (
        "3",
        "Bồi dưỡng kỹ năng phát ngôn và cung cấp thông tin cho báo chí.",
        "Văn phòng UBND tỉnh",
        "Các sở, ban, ngành",
        "Tháng 5/2026",
        "",
    ),
    ("II", "ẤN PHẨM, SẢN PHẨM NGHE NHÌN"),
    (
        "4",
        "Biên soạn, in 1.000 cuốn sổ tay giới thiệu tỉnh Lam Vân bằng tiếng Việt và tiếng Anh.",
        "Sở Văn hóa, Thể thao và Du lịch",
        "Sở Ngoại vụ; Sở Tài chính",
        "Trước ngày 31/8/2026",
        "Cấp phát miễn phí",
    ),
    (
        "5",
        "Sản xuất 04 phóng sự truyền hình có phụ đề tiếng Anh về văn hóa, con người, môi trường đầu tư của tỉnh.",
        "Báo và Phát thanh, Truyền hình tỉnh",
        "Sở Văn hóa, Thể thao và Du lịch; các đơn vị liên quan",
        "Năm 2026",
        "",
    ),
    (
        "6",
        "Duy trì chuyên mục tiếng Anh trên Cổng thông tin điện tử tỉnh, đăng 08 tin, bài/tháng.",
        "Văn phòng UBND tỉnh",
        "Sở Văn hóa, Thể thao và Du lịch; Sở Ngoại vụ",
        "Thường xuyên",
        "",
    ),
    (
        "7",
        "Xây dựng tài liệu song ngữ kêu gọi đầu tư vào các cụm công nghiệp của tỉnh.",
        "Sở Tài chính",
        "Sở Công Thương; Sở Ngoại vụ",
        "6 tháng đầu năm 2026",
        "",
    ),
    ("III", "THEO DÕI BÁO CHÍ, GIẢI THÍCH, LÀM RÕ"),
    (
        "9",
        "Điểm tin báo chí nước ngoài viết về tỉnh, gửi Thường trực Tỉnh ủy, Thường trực Ủy ban nhân dân tỉnh.",
        "Sở Ngoại vụ",
        "Báo và Phát thanh, Truyền hình tỉnh",
        "Hằng tháng",
        "",
    ),
    (
        "10",
        "Chuẩn bị hồ sơ giải thích, làm rõ khi có thông tin sai lệch ảnh hưởng đến hình ảnh của tỉnh.",
        "Sở Văn hóa, Thể thao và Du lịch",
        "Công an tỉnh; Ban Tuyên giáo và Dân vận Tỉnh ủy; các đơn vị liên quan",
        "",
        "Khi phát sinh",
    ),
    ("IV", "THÔNG TIN KHU VỰC BIÊN GIỚI"),
    (
        "11",
        "Lắp đặt 03 bảng thông tin song ngữ Việt - Lào tại Cửa khẩu Đèo Mây.",
        "Ủy ban nhân dân xã Đèo Mây",
        "Sở Văn hóa, Thể thao và Du lịch; Bộ Chỉ huy Quân sự tỉnh",
        "Quý III/2026",
        "",
    ),
    (
        "12",
        "Tổ chức 01 chương trình giao lưu văn hóa, thể thao với huyện giáp biên của nước bạn Lào.",
        "Sở Văn hóa, Thể thao và Du lịch",
        "Sở Ngoại vụ; Ủy ban nhân dân xã Đèo Mây",
        "Tháng 12/2026",
        "",
    ),
]
